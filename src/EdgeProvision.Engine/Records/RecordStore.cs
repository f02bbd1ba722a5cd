using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Records;

/// <summary>The record of a provision while an operation works: one writer at a time, each change written at once.</summary>
public sealed class RecordStore(ProvisionRecord? record) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private ProvisionRecord? _record = record;

    /// <summary>The record as last read or written; null when the provision has none (another tool's).</summary>
    public ProvisionRecord? Current => Volatile.Read(ref _record);

    /// <summary>The record was made or read anew.</summary>
    public void Set(ProvisionRecord? value) => Volatile.Write(ref _record, value);

    /// <summary>Changes the record and writes it, unless nothing changed or there is none.</summary>
    public async Task UpdateAsync(FrontEndClient client, Func<ProvisionRecord, ProvisionRecord> change, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Current is not { } before)
                return;
            var after = change(before);
            if (ReferenceEquals(before, after))
                return;
            await client.Documents.UpdateAsync(after.DocumentId, UpdateMode.Merge, TemplateWriter.Write(ProvisionRecordCodec.Write(after)), cancellationToken).ConfigureAwait(false);
            Set(after);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writing.Dispose();
}
