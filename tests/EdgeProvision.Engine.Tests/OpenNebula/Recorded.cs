namespace EdgeProvision.Engine.Tests.OpenNebula;

/// <summary>What a real front-end of release 6.10.5 answered.</summary>
internal static class Recorded
{
    public static string Text(string file) => File.ReadAllText(PathOf(file));

    public static byte[] Bytes(string file) => File.ReadAllBytes(PathOf(file));

    public static string Xml(string name) => Text(name + ".xml");

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "OpenNebula", "Recorded", file);
}
