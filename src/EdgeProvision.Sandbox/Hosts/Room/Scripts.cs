using System.Reflection;
using System.Security.Cryptography;

namespace EdgeProvision.Sandbox.Hosts.Room;

/// <summary>The shell programs that this assembly carries (<c>Hosts/Scripts</c>).</summary>
internal static class Scripts
{
    public const string Chassis = "chassis.sh";
    public const string Tree = "tree.sh";
    public const string Repository = "repository.sh";

    /// <summary>Writes the program into a directory and answers its path.</summary>
    public static string Write(string name, string directory)
    {
        var path = Path.Combine(directory, name);
        File.WriteAllBytes(path, Read(name));
        return path;
    }

    /// <summary>Twelve hexadecimal digits that change when one of the programs does.</summary>
    public static string Version(params ReadOnlySpan<string> names)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in names)
        {
            hash.AppendData(Read(name));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static byte[] Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
