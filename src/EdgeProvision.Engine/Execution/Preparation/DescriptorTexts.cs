using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Preparation;

/// <summary>Descriptors that a request brings, and those that records keep.</summary>
internal sealed class DescriptorTexts(DescriptorLoadOptions loading)
{
    public string WorkingDirectory => loading.WorkingDirectory;

    public Task<LoadedDescriptor> LoadAsync(DescriptorSource source, string? workingDirectory, CancellationToken cancellationToken) =>
        source.LoadAsync(new DescriptorLoader(loading with { WorkingDirectory = workingDirectory ?? loading.WorkingDirectory }), cancellationToken);

    /// <summary>A text as records keep it: secrets were removed from it.</summary>
    public Task<LoadedDescriptor> LoadRecordedAsync(string text, CancellationToken cancellationToken) =>
        new DescriptorLoader(loading with { IsStored = true }).LoadTextAsync(text, "the provision's record", cancellationToken);

    /// <summary>The descriptor of a provision's record, or null when it keeps none.</summary>
    public async Task<Descriptor?> RecordedAsync(ObservedProvision observed, CancellationToken cancellationToken) =>
        observed.Record is { DescriptorText.Length: > 0 } record ? (await LoadRecordedAsync(record.DescriptorText, cancellationToken).ConfigureAwait(false)).Descriptor : null;

    /// <summary>A descriptor as a record would keep it, which is how two are compared.</summary>
    public async Task<Descriptor> ComparableAsync(LoadedDescriptor loaded, CancellationToken cancellationToken) =>
        (await LoadRecordedAsync(loaded.Text, cancellationToken).ConfigureAwait(false)).Descriptor;

    /// <summary>The descriptor of a provision's record.</summary>
    /// <exception cref="EdgeException"><c>ProvisionHasNoDescriptor</c>.</exception>
    public static string RecordedText(ObservedProvision observed) => observed.Record is { DescriptorText.Length: > 0 } record
        ? record.DescriptorText
        : throw new EdgeException("ProvisionHasNoDescriptor", ErrorKind.NotFound, $"Provision {observed.Name} was made by another tool, and no descriptor of it is kept.")
        {
            Target = observed.Name,
            RecommendedAction = "Give the descriptor, or adopt the provision with Import-EdgeProvision.",
        };
}
