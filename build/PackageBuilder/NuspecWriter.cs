using System.Xml.Linq;

namespace EdgeProvision.PackageBuilder;

/// <summary>Writes what a package says of the module, from the module's manifest: a gallery searches this and shows it.</summary>
internal static class NuspecWriter
{
    // The gallery's limit for all tags together.
    private const int LongestTags = 4000;

    private static readonly XNamespace s_namespace = "http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd";

    public static void Write(ModuleManifest manifest, string target)
    {
        var metadata = new XElement(s_namespace + "metadata",
            Element("id", "EdgeProvision"),
            Element("version", manifest.Version),
            Element("authors", manifest.Author),
            Element("owners", manifest.Author),
            Element("requireLicenseAcceptance", "false"),
            new XElement(s_namespace + "license", new XAttribute("type", "expression"), "Apache-2.0"),
            Element("description", manifest.Description),
            Element("releaseNotes", manifest.ReleaseNotes),
            Element("copyright", manifest.Copyright),
            Element("tags", Tags(manifest)));
        var files = new XElement(s_namespace + "files", new XElement(s_namespace + "file", new XAttribute("src", "**"), new XAttribute("target", "")));
        new XDocument(new XElement(s_namespace + "package", metadata, files)).Save(target);
    }

    /// <summary>Its own tags, and those by which PowerShell's own tools find a module, and a module by its commands.</summary>
    private static string Tags(ModuleManifest manifest)
    {
        string[] general = [.. manifest.Tags, "PSModule", "PSIncludes_Cmdlet"];
        string[] all = [.. general, .. manifest.Cmdlets.Select(c => $"PSCmdlet_{c}"), .. manifest.Cmdlets.Select(c => $"PSCommand_{c}")];
        var text = string.Join(' ', all);
        return text.Length <= LongestTags ? text : string.Join(' ', all.Where(t => !t.StartsWith("PSCommand_", StringComparison.Ordinal)));
    }

    private static XElement Element(string name, string value) => new(s_namespace + name, value);
}
