using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Sessions;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Starts a sandbox, unless it runs already, and connects the session to it.</summary>
[Cmdlet(VerbsLifecycle.Start, "EdgeSandbox", SupportsShouldProcess = true)]
[OutputType(typeof(EdgeCloud))]
public sealed class StartEdgeSandboxCommand : CloudSessionCmdlet
{
    private const int ProgressId = 1;

    /// <summary>The sandbox's id: 1 to 32 lower-case letters, digits and hyphens.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(SandboxIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string Id { get; set; } = "default";

    /// <summary>The release of OpenNebula that its front-end plays.</summary>
    [Parameter]
    [ValidateSet("5.10", "6.10", "7.4")]
    public string Release { get; set; } = "6.10";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess($"sandbox {Id}", "Start"))
            return;
        var directory = WorkingDirectory;
        RunTraced(async cancellationToken =>
        {
            var program = new SandboxProgram(Say);
            try
            {
                Say("Starting");
                var environment = await program.StartAsync(Id, Release, cancellationToken).ConfigureAwait(false);
                var session = (await File.ReadAllTextAsync(environment["ONE_AUTH"], cancellationToken).ConfigureAwait(false)).Trim();
                PostObject(AdoptAndLook(await Connector.OpenAsync(environment["ONE_XMLRPC"], session, directory, cancellationToken).ConfigureAwait(false)).Cloud);
            }
            finally
            {
                Post(() => WriteProgress(new ProgressRecord(ProgressId, $"Sandbox {Id}", "done") { RecordType = ProgressRecordType.Completed }));
            }
        });
    }

    private void Say(string line) => Post(() =>
    {
        WriteVerbose(line);
        WriteProgress(new ProgressRecord(ProgressId, $"Sandbox {Id}", line));
    });
}
