namespace EdgeProvision.Engine.Admission;

/// <summary>A word that cannot be what it stands for, and why.</summary>
/// <param name="Word">The word, as it is written; null where it must not be shown.</param>
/// <param name="Cause">Half a sentence about it: <c>ports end at 65535</c>; null where what is expected says enough.</param>
/// <param name="Advice">What was probably meant, as a sentence; null where that cannot be told.</param>
public sealed record Misreading(string? Word, string? Cause, string? Advice = null)
{
    /// <summary>The first number that begins with 0: some read it as octal, and so as another one than is written. Null where there is none.</summary>
    internal static Misreading? Octal(string word, IEnumerable<string> numbers) =>
        numbers.FirstOrDefault(n => n.Length > 1 && n[0] == '0') is { } number
            ? new Misreading(word, $"a number that begins with 0, as {number}, is read as octal by some", $"Write {(number.TrimStart('0') is { Length: > 0 } plain ? plain : "0")} for {number}.")
            : null;
}
