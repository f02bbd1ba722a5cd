using System.Management.Automation;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Sessions;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Stops a sandbox: its front-end, its provider and its machines are gone, with everything in them.</summary>
[Cmdlet(VerbsLifecycle.Stop, "EdgeSandbox", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopEdgeSandboxCommand : CloudSessionCmdlet
{
    /// <summary>The sandbox's id.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("SandboxId")]
    [ArgumentCompleter(typeof(SandboxIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string Id { get; set; } = "default";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess($"sandbox {Id}", "Stop"))
            return;
        RunTraced(async cancellationToken =>
        {
            foreach (var connection in Session.Opened.Where(c => c.Cloud.SandboxId == Id))
                await CloseAsync(connection).ConfigureAwait(false);
            var program = new SandboxProgram(line => Post(() => WriteVerbose(line)));
            var others = (await program.ListAsync(cancellationToken).ConfigureAwait(false)).Select(s => s.Id).ToList();
            var answer = await program.StopAsync(Id, cancellationToken).ConfigureAwait(false);

            // One that is gone is as wanted; a mistyped name, beside one that runs on, is not.
            if (others.Contains(Id) || others.Count == 0)
                Post(() => WriteVerbose(answer));
            else
                Post(() => WriteWarning($"{answer} There {(others.Count == 1 ? "is" : "are")}: {string.Join(", ", others)}."));
        });
    }
}
