using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Setup;

/// <summary>
/// Has a front-end use our IPAM driver, network driver and alias hook: oned.conf, the scripts in its folder of drivers, and hooks. What it needs is found by looking, each time, so that
/// a second run changes nothing and a run that was killed is finished by the next. Taking away takes what carries our mark, and puts back what had made room.
/// </summary>
internal sealed class FrontEndSetup(FrontEndClient client, FrontEndConfiguration configuration, string contentDirectory)
{
    /// <summary>Looks, and says what is to be changed. Changes nothing.</summary>
    public async Task<SetupPlan> PlanAsync(SetupRequest request, CancellationToken cancellationToken)
    {
        var files = new List<SetupFile> { Conf(request) };
        foreach (var (path, text) in FrontEndScripts.All(request.Program, contentDirectory))
            files.Add(Script(Path.Combine(request.Remotes, path), text, request.Remove));
        var standing = await client.Hooks.ListAsync(cancellationToken).ConfigureAwait(false);
        var hooks = request.Remove ? [] : AliasHooks.All.Where(h => !standing.Any(s => AliasHooks.IsSame(s, h))).ToList();
        var gone = request.Remove ? standing.Where(h => h.Template.Contains(AliasHooks.Mark)).ToList() : [];
        return new SetupPlan([.. files.Where(f => f.IsDifferent)], hooks, gone, Note(request));
    }

    /// <summary>Makes the changes. One that was made meanwhile is made once.</summary>
    public async Task ApplyAsync(SetupPlan plan, string remotes, CancellationToken cancellationToken)
    {
        var writer = new SetupWriter(remotes);
        foreach (var file in plan.Files)
            writer.Write(file);
        foreach (var hook in plan.Hooks)
        {
            if (!(await client.Hooks.ListAsync(cancellationToken).ConfigureAwait(false)).Any(h => AliasHooks.IsSame(h, hook)))
                await client.Hooks.AllocateAsync(TemplateWriter.Write(hook), cancellationToken).ConfigureAwait(false);
        }

        foreach (var hook in plan.Gone)
            await client.Hooks.DeleteAsync(hook.Id, cancellationToken).ConfigureAwait(false);
    }

    private SetupFile Conf(SetupRequest request)
    {
        var text = SetupWriter.Read(request.OnedConf) ?? throw Missing("oned's configuration", request.OnedConf, "--oned-conf FILE, in PowerShell -OnedConf");
        if (!Directory.Exists(request.Remotes))
            throw Missing("the folder of the front-end's drivers", request.Remotes, "--remotes DIRECTORY, in PowerShell -Remotes");
        return new SetupFile(request.OnedConf, text, request.Remove ? OnedConf.Remove(text) : OnedConf.Apply(text, configuration.Release.Major), IsProgram: false);
    }

    private static SetupFile Script(string path, string text, bool remove)
    {
        var standing = SetupWriter.Read(path);
        var isOurs = standing?.Contains(FrontEndScripts.Mark, StringComparison.Ordinal) == true;
        var file = new SetupFile(path, standing, text, IsProgram: true);
        return !remove ? file : file with { After = isOurs ? SetupWriter.Read(file.Backup) : standing };
    }

    /// <summary>oned reads its configuration when it starts.</summary>
    private string? Note(SetupRequest request)
    {
        if (request.Remove)
            return null;
        var ipam = configuration.Drivers.Find("ipam_mad");
        var network = configuration.Drivers.Find("vn_mad");
        var isKnown = (ipam is null || (ipam.Names.Contains("packet") && ipam.Names.Contains("ec2"))) && (network is null || network.Names.Contains("alias_sdnat"))
            && configuration.InheritedByCards.Contains(OnedConf.External);
        return isKnown ? null : "The oned that runs does not know this configuration yet: restart it (systemctl restart opennebula).";
    }

    private static EdgeException Missing(string what, string path, string option) =>
        new("SetupPathMissing", ErrorKind.NotFound, $"{path} cannot be read: there should be {what}.")
        {
            Target = path,
            RecommendedAction = $"Run this on the front-end itself, as root, or say where it is: {option}.",
        };
}
