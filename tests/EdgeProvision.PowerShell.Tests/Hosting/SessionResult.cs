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
    IReadOnlyList<ProgressRecord> Progress,
    ErrorRecord? Terminating)
{
    /// <summary>The one object written.</summary>
    public PSObject Single => Assert.Single(Succeeded().Output);

    /// <summary>The ids of all errors, the terminating one last, without the cmdlet's class.</summary>
    public IReadOnlyList<string> ErrorIds => [.. Errors.Concat(Terminating is null ? [] : [Terminating]).Select(e => e.FullyQualifiedErrorId.Split(',')[0])];

    /// <summary>Itself, when there was no error.</summary>
    public SessionResult Succeeded()
    {
        Assert.Empty(Errors.Concat(Terminating is null ? [] : [Terminating]).Select(e => $"{e.FullyQualifiedErrorId}: {e.Exception}"));
        return this;
    }

    public static async Task<SessionResult> OfAsync(System.Management.Automation.PowerShell shell)
    {
        var output = new PSDataCollection<PSObject>();
        ErrorRecord? terminating = null;
        try
        {
            await shell.InvokeAsync<PSObject, PSObject>(null, output);
        }
        catch (RuntimeException error)
        {
            terminating = error.ErrorRecord;
        }

        return new SessionResult(
            [.. output],
            [.. shell.Streams.Error],
            [.. shell.Streams.Warning.Select(w => w.Message)],
            [.. shell.Streams.Verbose.Select(v => v.Message)],
            [.. shell.Streams.Debug.Select(d => d.Message)],
            [.. shell.Streams.Information],
            [.. shell.Streams.Progress],
            terminating);
    }
}
