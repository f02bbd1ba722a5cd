namespace EdgeProvision.PowerShell.Tests.Examples;

/// <summary>A PowerShell block of a document, or a script file that is shipped as an example.</summary>
/// <param name="Document">The file, as it is called in the repository.</param>
/// <param name="Title">The heading that it stands under, without <c>Example n: </c>; with a number from the second one on.</param>
/// <param name="Code">What a reader would type.</param>
internal sealed record DocumentedScript(string Document, string Title, string Code)
{
    /// <summary>How it is named in <see cref="ExampleTable"/>.</summary>
    public string Key => $"{Path.GetFileNameWithoutExtension(Document)}: {Title}";
}
