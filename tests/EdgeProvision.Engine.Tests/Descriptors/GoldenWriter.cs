using EdgeProvision.Engine.Descriptors.Rendering;

namespace EdgeProvision.Engine.Tests.Descriptors;

/// <summary>The two texts in which the original sends attributes: one for hosts, one for everything else.</summary>
internal static class GoldenWriter
{
    public static string Object(IEnumerable<OneAttribute> attributes) =>
        string.Join('\n', attributes.Where(a => a.Key != "PM_MAD").Select(Block)) + (attributes.Any(a => a.Key == "PM_MAD") ? "\nPM_MAD=\"\"\n" : "\n")
            .Replace("]\n\nPM_MAD", "]\nPM_MAD", StringComparison.Ordinal);

    public static string Host(IEnumerable<OneAttribute> attributes) => string.Join('\n', attributes.Select(a => a switch
    {
        OneVector vector => $"{vector.Key}=[\n  {string.Join(",\n  ", vector.Members.Select(Pair))} ]",
        _ => Pair((OneSingle)a),
    }));

    private static string Block(OneAttribute attribute) => attribute switch
    {
        OneVector { Key: "PROVISION" } vector => Vector(vector),
        OneVector vector => Vector(vector) + "\n",
        _ => Pair((OneSingle)attribute),
    };

    private static string Vector(OneVector vector) => $"{vector.Key}=[\n  {string.Join(",\n  ", vector.Members.Select(Pair))}\n]";

    private static string Pair(OneSingle single) => $"{single.Key}=\"{single.Value}\"";
}
