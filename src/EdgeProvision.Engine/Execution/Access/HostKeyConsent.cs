using EdgeProvision.Engine.Execution.Preparation;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Access;

/// <summary>Nobody's key is pinned by chance: somebody has given its fingerprint, has looked at the plan that names it, or says so now.</summary>
internal static class HostKeyConsent
{
    /// <exception cref="EdgeException"><c>HostKeysNotConfirmed</c>.</exception>
    public static async Task EnsureAsync(ImportRequest request, PreparedOperation prepared, IQuestions questions, CancellationToken cancellationToken)
    {
        if (prepared.HostKeys.Count == 0 || request.AreKeysLookedAt || request.AcceptedHostKeys.Count > 0)
            return;
        var shown = HostKeyLooks.Shown(prepared.Observed, prepared.HostKeys);
        if (await questions.ConfirmHostKeysAsync(prepared.Observed.Name, shown, cancellationToken).ConfigureAwait(false))
            return;
        throw new EdgeException("HostKeysNotConfirmed", ErrorKind.Security, $"Nobody has said that these are the right SSH keys: {string.Join("; ", shown)}. Nothing was changed.")
        {
            Target = prepared.Observed.Name,
            RecommendedAction = $"Compare each with the machine's own on its console (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), and run the command again with -AcceptHostKey {string.Join(", ", shown.Select(k => k.Fingerprint))} (oneprovision import: --accept-host-key, once for each).",
        };
    }
}
