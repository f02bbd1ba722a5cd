namespace EdgeProvision.Sandbox.OpenNebula.Drivers;

/// <summary>Hooks that are scripts, in the folder <c>hooks</c>: one after the other, each with the machine on standard input.</summary>
internal sealed class ScriptHooks(RemoteScripts scripts) : IMachineHooks
{
    public async Task RunAsync(IReadOnlyList<string> commands, string document)
    {
        foreach (var command in commands)
            await scripts.RunAsync(Path.Combine("hooks", command), [], document).ConfigureAwait(false);
    }
}
