namespace EdgeProvision.Cli.Json;

/// <summary>Gathers what <c>-j</c> prints: one document when the command has ended, also when it has failed. Without <c>-j</c> nothing.</summary>
internal sealed class JsonResults(ResultForm form)
{
    private readonly List<object> _documents = [];

    /// <summary>Standard output is the document's alone.</summary>
    public bool AreWanted => form != ResultForm.None;

    public void Add(object document) => _documents.Add(document);

    public void Write(TextWriter output)
    {
        if (form == ResultForm.List)
            JsonOutput.Write(output, _documents);
        else if (form == ResultForm.One && _documents.Count > 0)
            JsonOutput.Write(output, _documents[^1]);
    }
}
