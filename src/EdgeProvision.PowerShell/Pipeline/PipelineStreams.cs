using System.Management.Automation;

namespace EdgeProvision.PowerShell.Pipeline;

/// <summary>The streams of the pipeline that a cmdlet runs in.</summary>
internal sealed class PipelineStreams(EdgeCmdlet cmdlet) : IWorkStreams
{
    public void Object(object item) => cmdlet.Post(() => cmdlet.WriteObject(item));

    public void Error(ErrorRecord error) => cmdlet.Post(() => cmdlet.WriteError(error));

    public void Warning(string text) => cmdlet.PostWarning(text);

    public void Verbose(string text) => cmdlet.Post(() => cmdlet.WriteVerbose(text));

    public void Debug(string text) => cmdlet.Post(() => cmdlet.WriteDebug(text));

    public void Information(object data, string[] tags) => cmdlet.Post(() => cmdlet.WriteInformation(data, tags));

    public void Progress(ProgressRecord record) => cmdlet.Post(() => cmdlet.WriteProgress(record));

    public Task<T> AskAsync<T>(Func<T> question, CancellationToken cancellationToken) => cmdlet.AskAsync(question, cancellationToken);
}
