using System.Security.Cryptography;
using System.Text;

namespace EdgeProvision.Engine.Hosts.Roles.Loading;

/// <summary>Hashes of what a role or playbook says.</summary>
internal static class ContentHash
{
    /// <summary>SHA-256 over names and contents of all files of a folder, or of one file; line ends count as LF, wherever the checkout was made.</summary>
    public static string Of(string path)
    {
        var files = Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Select(f => (Name: Path.GetRelativePath(path, f).Replace('\\', '/'), File: f)).OrderBy(f => f.Name, StringComparer.Ordinal)
            : Enumerable.Repeat((Name: Path.GetFileName(path), File: path), 1);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, file) in files)
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{File.ReadAllText(file).ReplaceLineEndings("\n")}\0"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
