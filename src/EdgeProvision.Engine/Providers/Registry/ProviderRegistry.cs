using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Registry;

/// <summary>The file of registered providers: names and references, readable for its owner alone.</summary>
/// <param name="folder">The user's folder for this program.</param>
/// <param name="time">Whose clock waiting for another writer is on.</param>
public sealed class ProviderRegistry(string folder, TimeProvider time)
{
    /// <summary>The file.</summary>
    public string Path { get; } = System.IO.Path.Combine(folder, "providers.json");

    /// <summary>All entries, in the order of their names; none while there is no file.</summary>
    /// <exception cref="EdgeException">The file cannot be read or understood.</exception>
    public IReadOnlyList<RegisteredEntry> Read()
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(Path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EdgeException("ProviderRegistryUnreadable", ErrorKind.AccessDenied, $"The list of registered providers in {Path} cannot be read: {error.Message}", error)
            {
                Target = Path,
                RecommendedAction = "Give yourself the right to read it; its owner should be you.",
            };
        }

        return [.. RegistryCodec.Read(content, Path).OrderBy(e => e.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The entry of that name.</summary>
    /// <exception cref="EdgeException"><c>ProviderNotRegistered</c>.</exception>
    public RegisteredEntry Get(string name)
    {
        var entries = Read();
        return entries.FirstOrDefault(e => e.IsNamed(name)) ?? throw NotRegistered(name, entries);
    }

    /// <summary>Checks what is given, without writing anything.</summary>
    /// <exception cref="EdgeException">It cannot be registered.</exception>
    public static RegisteredEntry Check(NewRegistration given) => RegistrationCheck.Check(given);

    /// <summary>Adds an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="replace">Whether one of that name may be replaced.</param>
    /// <param name="cancellationToken">Stops the waiting for another writer.</param>
    /// <exception cref="EdgeException"><c>ProviderExists</c>, or the file cannot be read or written.</exception>
    public Task AddAsync(RegisteredEntry entry, bool replace, CancellationToken cancellationToken) => ChangeAsync(
        entries => entries.Any(e => e.IsNamed(entry.Name)) && !replace
            ? throw new EdgeException("ProviderExists", ErrorKind.AlreadyExists, $"A provider named '{entry.Name}' is registered already.")
            {
                Target = entry.Name,
                RecommendedAction = "Choose another name, or replace it.",
            }
            : [.. entries.Where(e => !e.IsNamed(entry.Name)), entry],
        cancellationToken);

    /// <summary>Removes an entry.</summary>
    /// <exception cref="EdgeException"><c>ProviderNotRegistered</c>, or the file cannot be read or written.</exception>
    public Task RemoveAsync(string name, CancellationToken cancellationToken) => ChangeAsync(
        entries => entries.Any(e => e.IsNamed(name)) ? [.. entries.Where(e => !e.IsNamed(name))] : throw NotRegistered(name, entries), cancellationToken);

    /// <summary>What to say of a name that nobody registered.</summary>
    /// <param name="name">The name.</param>
    /// <param name="entries">What is registered.</param>
    /// <param name="others">Names that would do as well.</param>
    public static EdgeException NotRegistered(string name, IReadOnlyList<RegisteredEntry> entries, params IEnumerable<string> others) =>
        new("ProviderNotRegistered", ErrorKind.NotFound, $"No provider named '{Http.ErrorText.Clean(name)}' is registered.")
        {
            Target = Http.ErrorText.Clean(name),
            RecommendedAction = NearestKey.Of(name, entries.Select(e => e.Name).Concat(others)) is { } near ? $"Did you mean {near}?"
                : entries.Count == 0 ? "Register it with Register-EdgeProvider." : $"Registered are: {string.Join(", ", entries.Select(e => e.Name))}.",
        };

    private async Task ChangeAsync(Func<IReadOnlyList<RegisteredEntry>, IReadOnlyList<RegisteredEntry>> change, CancellationToken cancellationToken)
    {
        try
        {
            var file = new RegistryFile(Path, time);
            using (await file.LockAsync(cancellationToken).ConfigureAwait(false))
                file.Replace(RegistryCodec.Write(change(Read()).OrderBy(e => e.Name, StringComparer.OrdinalIgnoreCase)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EdgeException("ProviderRegistryNotWritten", ErrorKind.AccessDenied, $"The list of registered providers in {Path} could not be written: {error.Message} It is as it was.", error)
            {
                Target = Path,
                RecommendedAction = "See that the folder can be written by you and has space left.",
            };
        }
    }
}
