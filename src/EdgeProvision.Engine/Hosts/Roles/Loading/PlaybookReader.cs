namespace EdgeProvision.Engine.Hosts.Roles.Loading;

/// <summary>Reads a playbook.</summary>
internal static class PlaybookReader
{
    private static readonly string[] Keys = ["description", "overlay", "roles", "variables"];

    /// <summary>Reads the file; every mistake in it is an error that names file, line and column.</summary>
    public static Playbook Read(string file)
    {
        var map = YamlFile.Read(file, file);
        map.AllowOnly(Keys);
        var roles = map.Texts("roles");
        if (roles.Count == 0)
            throw map.Position.Error("The list 'roles' is missing or empty.");
        var variables = map.Map("variables");
        return new Playbook(
            Path.GetFileNameWithoutExtension(file), map.Text("description"), map.Flag("overlay", false), roles,
            variables.Keys.ToDictionary(k => k, variables.Value, StringComparer.Ordinal), map.Position, map.At("roles"), ContentHash.Of(file));
    }
}
