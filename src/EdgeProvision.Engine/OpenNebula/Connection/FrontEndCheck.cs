using EdgeProvision.Model;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>What must hold before anything is done at a front-end.</summary>
public static class FrontEndCheck
{
    /// <summary>
    /// The user of the client, who must be an administrator: to others the lists of all objects are empty without an error, so that a lock or a
    /// provision of somebody else would not be seen.
    /// </summary>
    /// <exception cref="EdgeException"><c>AdministratorRequired</c>.</exception>
    public static async Task<UserObject> RequireAdministratorAsync(FrontEndClient client, CancellationToken token)
    {
        var user = await client.Users.WhoAmIAsync(token).ConfigureAwait(false);
        return user.IsAdministrator
            ? user
            : throw new EdgeException(
                FrontEndErrorCodes.AdministratorRequired,
                ErrorKind.AccessDenied,
                $"The OpenNebula user {user.Name} ({user.Id}) at {client.Endpoint} is not an administrator: provisions need one.")
            {
                Target = user.Name,
                RecommendedAction = $"Use oneadmin, or add the user to the group oneadmin: oneuser addgroup {user.Name} 0",
            };
    }
}
