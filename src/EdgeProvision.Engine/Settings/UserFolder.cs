namespace EdgeProvision.Engine.Settings;

/// <summary>Where a user keeps what belongs to this program.</summary>
public static class UserFolder
{
    private const string Name = "edgeprovision";

    /// <summary>The folder of settings, registered providers, own roles and playbooks. It need not exist.</summary>
    public static string Configuration(IHostEnvironment machine)
    {
        if (OperatingSystem.IsWindows())
            return Path.Combine(machine.Variable("LOCALAPPDATA") ?? Path.Combine(machine.Home, "AppData", "Local"), Name);

        // By the convention that the variable belongs to, a relative path counts as not given.
        var folder = machine.Variable("XDG_CONFIG_HOME") is { } given && Path.IsPathRooted(given) ? given : Path.Combine(machine.Home, ".config");
        return Path.Combine(folder, Name);
    }
}
