using System.Collections;
using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Jobs;

/// <summary>
/// A cmdlet's work on one target, in the background:
/// <code>
/// PrepareAsync: observe → plan → ask ──► waits ──► Begin: lock → run → end
///               on the pipeline's streams          on this job's
/// </code>
/// </summary>
internal sealed class EdgeChildJob : Job, IWorkStreams
{
    // Nobody may ever receive them, and only the last ones are worth seeing.
    private const int MostProgress = 200;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly EdgeCmdlet _cmdlet;
    private readonly PipelineStreams _pipeline;
    private readonly string _location;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _work = Task.CompletedTask;
    private string _status = "";
    private bool _hasRefused;
    private bool _hasAgreed;
    private bool _wasDeclined;
    private bool _hasFailedBefore;
    private bool _hasFailed;

    public EdgeChildJob(EdgeCmdlet cmdlet, string command, string name, string location)
        : base(command, name)
    {
        _cmdlet = cmdlet;
        _pipeline = new PipelineStreams(cmdlet);
        _location = location;
        PSJobTypeName = "EdgeJob";
    }

    /// <summary>True where the wire is wanted.</summary>
    public bool KeepsDebug { get; init; }

    /// <summary>
    /// False for what somebody has said no to, or what has failed before it began. Work that waits for its beginning is wanted, whatever was said of parts
    /// of it before.
    /// </summary>
    public bool IsWanted => IsWaiting || (!_wasDeclined && !_hasFailedBefore && !_work.IsFaulted && (!_hasRefused || _hasAgreed));

    /// <inheritdoc/>
    public override bool HasMoreData =>
        Output.Count > 0 || base.Error.Count > 0 || base.Warning.Count > 0 || base.Verbose.Count > 0 || base.Debug.Count > 0 || base.Information.Count > 0 || base.Progress.Count > 0;

    /// <inheritdoc/>
    public override string Location => _location;

    /// <inheritdoc/>
    public override string StatusMessage => _status;

    /// <summary>True while the pipeline is there that the questions go to.</summary>
    public bool CanAsk => !HasBegun;

    private bool HasBegun => _begun.Task.IsCompleted;

    private bool IsWaiting => _asked.Task.IsCompleted && !_work.IsCompleted;

    /// <summary>Runs the work until it has nothing more to ask, or has ended. An error up to there is thrown.</summary>
    public async Task PrepareAsync(Func<IWorkStreams, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(_ => _stopping.Cancel(), null).ConfigureAwait(false);
        _work = Task.Run(() => WorkAsync(work), CancellationToken.None);
        if (await Task.WhenAny(_work, _asked.Task).ConfigureAwait(false) == _work)
            await _work.ConfigureAwait(false);
    }

    /// <summary>Everything has been asked: waits until the job begins.</summary>
    public async Task AwaitBeginAsync(CancellationToken cancellationToken)
    {
        _asked.TrySetResult();
        await _begun.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Somebody has said no to the operation as a whole, if only to the last of its questions.</summary>
    public void Decline() => _wasDeclined = true;

    /// <summary>Lets the work go on, which from now on speaks here.</summary>
    public void Begin()
    {
        SetJobState(JobState.Running);
        _begun.TrySetResult();

        // What is over by now has its state before anybody receives it: PowerShell's Receive-Job -AutoRemoveJob does not bear that it ends meanwhile.
        if (_work.IsCompleted)
            End(_work);
        else
            _ = _work.ContinueWith(End, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>Asks the work to come to an end.</summary>
    public void Cancel() => _stopping.Cancel();

    /// <summary>The job will not begin.</summary>
    public void GiveUp()
    {
        _stopping.Cancel();
        _ = _work.ContinueWith(task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public override void StopJob()
    {
        Cancel();
        Finished.WaitOne(s_patience);
    }

    void IWorkStreams.Object(object item) => Output.Add(PSObject.AsPSObject(item));

    void IWorkStreams.Error(ErrorRecord error)
    {
        if (!HasBegun)
        {
            _hasFailedBefore = true;
            _pipeline.Error(error);
            return;
        }

        _hasFailed = true;
        base.Error.Add(error);
    }

    void IWorkStreams.Warning(string text)
    {
        if (HasBegun)
            base.Warning.Add(new WarningRecord(text));
        else
            _pipeline.Warning(text);
    }

    void IWorkStreams.Verbose(string text)
    {
        if (HasBegun)
            base.Verbose.Add(new VerboseRecord(text));
        else
            _pipeline.Verbose(text);
    }

    void IWorkStreams.Debug(string text)
    {
        if (!HasBegun)
            _pipeline.Debug(text);
        else if (KeepsDebug)
            base.Debug.Add(new DebugRecord(text));
    }

    void IWorkStreams.Information(object data, string[] tags)
    {
        if (!HasBegun)
        {
            _pipeline.Information(data, tags);
            return;
        }

        var record = new InformationRecord(data, Command);
        record.Tags.AddRange(tags);
        base.Information.Add(record);
    }

    void IWorkStreams.Progress(ProgressRecord record)
    {
        if (!HasBegun)
        {
            _pipeline.Progress(record);
            return;
        }

        if (record.ParentActivityId < 0 && record.RecordType == ProgressRecordType.Processing)
            _status = record.StatusDescription.Trim();

        // Receive-Job empties it at any moment, under this lock. What is added is told to others, who have locks of their own: not in here.
        lock (((ICollection)base.Progress).SyncRoot)
        {
            if (base.Progress.Count >= MostProgress)
                base.Progress.RemoveAt(0);
        }

        base.Progress.Add(record);
    }

    async Task<T> IWorkStreams.AskAsync<T>(Func<T> question, CancellationToken cancellationToken)
    {
        if (HasBegun)
            throw new EdgeException("JobCannotAsk", ErrorKind.Refused, "The work in the job came to a question, and a job can ask nobody.") { RecommendedAction = "Run the command without -AsJob." };
        var answer = await _cmdlet.AskAsync(question, cancellationToken).ConfigureAwait(false);
        if (answer is bool agreed)
            (_hasAgreed, _hasRefused) = (_hasAgreed || agreed, _hasRefused || !agreed);
        return answer;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Cancel();
        base.Dispose(disposing);
    }

    private async Task WorkAsync(Func<IWorkStreams, CancellationToken, Task> work)
    {
        // These flow downwards: whoever called keeps its own.
        IWorkStreams streams = this;
        Connector.Listener = (_, text) => streams.Debug(text);
        SessionCredentials.Asker = new SecretAsker(_cmdlet, streams);
        await work(this, _stopping.Token).ConfigureAwait(false);
    }

    private void End(Task work)
    {
        var error = work.Exception?.GetBaseException();
        if (error is EdgeException known)
            ((IWorkStreams)this).Error(ErrorRecords.From(known, null));
        else if (error is not null and not OperationCanceledException)
            ((IWorkStreams)this).Error(new ErrorRecord(error, "InternalError", ErrorCategory.NotSpecified, null));
        _status = "";
        SetJobState(_stopping.IsCancellationRequested ? JobState.Stopped : _hasFailed ? JobState.Failed : JobState.Completed);
    }
}
