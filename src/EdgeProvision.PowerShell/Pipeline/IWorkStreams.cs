using System.Management.Automation;

namespace EdgeProvision.PowerShell.Pipeline;

/// <summary>Where a cmdlet's work says what it has to say, from any thread: the pipeline that waits for it, or a job.</summary>
internal interface IWorkStreams
{
    void Object(object item);

    void Error(ErrorRecord error);

    void Warning(string text);

    void Verbose(string text);

    void Debug(string text);

    void Information(object data, string[] tags);

    void Progress(ProgressRecord record);

    /// <summary>Asks something on the pipeline's thread.</summary>
    Task<T> AskAsync<T>(Func<T> question, CancellationToken cancellationToken);
}
