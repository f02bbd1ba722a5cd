using System.Management.Automation;

namespace EdgeProvision.PowerShell.Tests.Hosting;

/// <summary>All streams of a script that has run.</summary>
internal sealed record SessionResult(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<string> Debug,
    IReadOnlyList<InformationRecord> Information,
    IReadOnlyList<ProgressRecord> Progress)
{
    /// <summary>The one object written.</summary>
    public PSObject Single => Assert.Single(Succeeded().Output);

    /// <summary>The ids of all errors, without the cmdlet's class.</summary>
    public IReadOnlyList<string> ErrorIds => [.. Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0])];

    /// <summary>Itself, when there was no error.</summary>
    public SessionResult Succeeded()
    {
        Assert.Empty(Errors.Select(e => $"{e.FullyQualifiedErrorId}: {e.Exception}"));
        return this;
    }

    public static async Task<SessionResult> OfAsync(System.Management.Automation.PowerShell shell)
    {
        var output = new PSDataCollection<PSObject>();
        try
        {
            await shell.InvokeAsync<PSObject, PSObject>(null, output);
        }
        catch (PipelineStoppedException)
        {
            // A test has stopped it; what it had said by then counts.
        }

        return new SessionResult(
            [.. output],
            [.. shell.Streams.Error],
            [.. shell.Streams.Warning.Select(w => w.Message)],
            [.. shell.Streams.Verbose.Select(v => v.Message)],
            [.. shell.Streams.Debug.Select(d => d.Message)],
            [.. shell.Streams.Information],
            [.. shell.Streams.Progress]);
    }
}
