using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Pipeline;

/// <summary>What every cmdlet of this module is: it can run asynchronous work, be stopped, and report errors in one way.</summary>
public abstract class EdgeCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private PipelinePump? _pump;

    /// <summary>Makes the cmdlet.</summary>
    protected EdgeCmdlet() => Streams = new PipelineStreams(this);

    /// <summary>The pipeline's streams, while work runs.</summary>
    internal IWorkStreams Streams { get; }

    /// <summary>Releases what the cmdlet holds; called by PowerShell also when the cmdlet did not reach its end.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Releases what the cmdlet holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        // The source stays: work that outlived its grace period may still ask it.
    }

    /// <summary>Runs work, with the pipeline served meanwhile. An error of the work ends the cmdlet.</summary>
    private protected void Run(Func<CancellationToken, Task> work)
    {
        _pump = new PipelinePump(_stopping);
        End(_pump.Run(work));
    }

    /// <summary>Queues something to say on the pipeline's thread, while work runs; dropped after it.</summary>
    internal void Post(Action action) => _pump?.Post(action);

    /// <summary>Something to ask on the pipeline's thread, while work runs.</summary>
    internal Task<T> AskAsync<T>(Func<T> question, CancellationToken cancellationToken) =>
        (_pump ?? throw new InvalidOperationException("Nothing runs that could ask.")).AskAsync(question, cancellationToken);

    /// <summary>Writes an object from anywhere.</summary>
    private protected void PostObject(object item) => Post(() => WriteObject(item));

    /// <summary>Writes an error that does not end the cmdlet, from anywhere.</summary>
    private protected void PostError(EdgeException error, object? target = null) => Post(() => WriteError(ErrorRecords.From(error, target)));

    /// <summary>Writes a warning from anywhere. After a stop the streams take nothing any more; the host itself does.</summary>
    internal void PostWarning(string text) => Post(() =>
    {
        if (_stopping.IsCancellationRequested)
            Host.UI?.WriteWarningLine(text);
        else
            WriteWarning(text);
    });

    /// <summary>Something that the cmdlet cannot do without; an error there ends it.</summary>
    private protected T OrFail<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (EdgeException error)
        {
            Fail(error);
            throw;
        }
    }

    /// <summary>An error about one of the things that this call names. It ends the cmdlet only where nothing else could be kept from being done.</summary>
    /// <param name="error">The error.</param>
    /// <param name="named">How many this record of the pipeline names.</param>
    private protected void Tell(EdgeException error, int named)
    {
        if (IsTheOnly(named))
            Fail(error);
        WriteError(ErrorRecords.From(error, null));
    }

    /// <summary>Whether there is nothing beside it: no list, no wildcard that matched more, no pipeline that may bring others.</summary>
    private protected bool IsTheOnly(int named) => named == 1 && !MyInvocation.ExpectingInput;

    /// <summary>Ends the cmdlet with an error.</summary>
    [DoesNotReturn]
    private protected void Fail(EdgeException error)
    {
        ThrowTerminatingError(ErrorRecords.From(error, null));
        throw error;
    }

    /// <summary>Whether this call only shows what it would do.</summary>
    private protected bool IsWhatIf() => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
        ? given is SwitchParameter { IsPresent: true } or true
        : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    private void End(Task task)
    {
        if (_stopping.IsCancellationRequested)
            throw new PipelineStoppedException();
        try
        {
            task.GetAwaiter().GetResult();
        }
        catch (EdgeException error)
        {
            Fail(error);
        }
        catch (Exception error) when (error is not RuntimeException)
        {
            // The outermost boundary: a defect of ours, with all that helps to find it.
            WriteDebug(error.ToString());
            ThrowTerminatingError(new ErrorRecord(error, "InternalError", ErrorCategory.NotSpecified, null));
        }
    }
}
