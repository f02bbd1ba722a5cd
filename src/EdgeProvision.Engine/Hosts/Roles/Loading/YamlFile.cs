using EdgeProvision.Model;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EdgeProvision.Engine.Hosts.Roles.Loading;

/// <summary>Reads a YAML file that must hold one map, with positions.</summary>
internal static class YamlFile
{
    /// <summary>The file's map. <paramref name="shownAs"/> is its name in messages.</summary>
    public static YamlMap Read(string path, string shownAs)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EdgeException("RoleUnreadable", ErrorKind.NotFound, $"{shownAs} could not be read.", e) { Target = path };
        }

        return Parse(text, shownAs);
    }

    /// <summary>The map in a text.</summary>
    public static YamlMap Parse(string text, string shownAs)
    {
        var start = new SourcePosition(shownAs, 1, 1);
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new SourcePosition(shownAs, (int)e.Start.Line, (int)e.Start.Column).Error($"This is not valid YAML: {e.Message}");
        }

        if (stream.Documents.Count != 1)
            throw start.Error("The file must hold one YAML document.");
        return stream.Documents[0].RootNode is YamlMappingNode map ? new YamlMap(map, shownAs) : throw start.Error("A map of keys and values was expected.");
    }
}
