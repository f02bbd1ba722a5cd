using System.Globalization;
using System.Text;
using EdgeProvision.Engine.Hosts.Ssh;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Hosts.Files;

/// <summary>Copies files of a host to this machine. Nothing that the host tells leads out of the destination.</summary>
internal sealed class FileDownload(IHostChannel channel, IHostFiles files, string host, ICopyObserver observer)
{
    private const int BlockSize = 64 * 1024;
    private const int BlocksAtOnce = 64;

    private sealed record Item(char Kind, string Source, string Target, long Length, int Mode);

    public async Task RunAsync(FileCopyRequest request, CancellationToken cancellationToken)
    {
        if (request.MakesFolder)
        {
            var parent = Path.GetDirectoryName(request.Destination)!;
            if (!Directory.Exists(parent))
                throw CopyErrors.NoLocalFolder(parent);
            MakeDestination(HostPath.Below(parent, Path.GetFileName(request.Destination), host));
        }

        var intoFolder = Directory.Exists(request.Destination);
        List<Item> all = [];
        foreach (var path in request.Paths)
            all.AddRange(await ListAsync(HostPath.Full(path), request, intoFolder, cancellationToken).ConfigureAwait(false));
        if (!intoFolder && (all.Count(i => char.IsAsciiLetterUpper(i.Kind)) > 1 || Path.EndsInDirectorySeparator(request.Destination)))
            throw CopyErrors.NoLocalFolder(request.Destination);
        var tally = new CopyTally(observer, all.Where(IsFile).Select(i => i.Length));
        foreach (var item in all)
        {
            await EachAsync(item, async () =>
            {
                if (item.Kind is 'd' or 'D')
                    MakeFolder(item);
                else if (IsFile(item))
                    await FetchAsync(item, tally, cancellationToken).ConfigureAwait(false);
                else
                    observer.OnSkipped(HostPath.Printable(item.Source), item.Kind == 'l' ? "it is a link" : "it is neither a file nor a folder");
            }).ConfigureAwait(false);
        }

        // Only now: a folder that nobody may write to could not have been filled.
        foreach (var folder in all.Where(i => i.Kind is 'd' or 'D').Reverse())
        {
            await EachAsync(folder, () =>
            {
                SetMode(folder.Target, folder.Mode);
                return Task.CompletedTask;
            }).ConfigureAwait(false);
        }
    }

    private static void MakeDestination(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (CopyErrors.IsOfThisMachine(error))
        {
            throw CopyErrors.Here(folder, error);
        }
    }

    private async Task EachAsync(Item item, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception error) when (CopyErrors.IsOfThisMachine(error))
        {
            observer.OnFailed(CopyErrors.Here(item.Target, error));
        }
    }

    private static bool IsFile(Item item) => item.Kind is 'f' or 'F';

    private async Task<List<Item>> ListAsync(string path, FileCopyRequest request, bool intoFolder, CancellationToken cancellationToken)
    {
        var command = ShellQuote.Script(CopyScripts.List, path, request.Recurse ? "1" : "0", request.ExpandsWildcards ? "1" : "0");
        var answer = await channel.RunCommandAsync(command, null, cancellationToken).ConfigureAwait(false);
        if (answer.ExitStatus != 0)
            throw CopyErrors.OnHost(host, path, answer, 0);
        List<Item> items = [];
        var asked = new AskedPaths(path, request.ExpandsWildcards);
        var (source, target) = ("", "");
        foreach (var record in answer.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            if (record.Split('\t', 4) is not [{ Length: 1 } kind, var mode, var length, var name] || !long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
                throw Nonsense(record);
            if (char.IsAsciiLetterUpper(kind[0]))
            {
                if (!asked.Takes(name))
                    throw Unasked(name, path);
                if (kind == "D" && !request.Recurse)
                    throw CopyErrors.NeedsRecurse(name);
                source = name;
                target = Root(name, request.Destination, intoFolder);
                items.Add(new Item(kind[0], source, target, bytes, ModeOf(mode)));
                continue;
            }

            if (source.Length == 0)
                throw Nonsense(record);
            items.Add(new Item(kind[0], HostPath.Join(source, name), HostPath.Below(target, name, host), bytes, ModeOf(mode)));
        }

        return items;
    }

    /// <summary>Where what was asked for comes to lie. A folder without a name of its own (<c>/</c>, <c>..</c>) is copied as the destination.</summary>
    private string Root(string path, string destination, bool intoFolder)
    {
        var name = HostPath.Split(path).Name;
        return intoFolder && name is not ("" or "." or "..") ? HostPath.Below(destination, name, host) : Path.TrimEndingDirectorySeparator(destination);
    }

    private static void MakeFolder(Item item)
    {
        Directory.CreateDirectory(item.Target);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(item.Target, File.GetUnixFileMode(item.Target) | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task FetchAsync(Item item, CopyTally tally, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(item.Target)!;
        if (!Directory.Exists(folder))
            throw CopyErrors.NoLocalFolder(folder);
        if (Directory.Exists(item.Target))
            throw new IOException("It is a folder, and a file is to be written there.");
        var temporary = Path.Combine(folder, $".edgeprovision-{Guid.NewGuid():N}");
        try
        {
            (long Length, int Mode)? received = null;
            var answer = await files.StreamAsync(
                ShellQuote.Script(CopyScripts.Get, item.Source), (input, output) => received = Receive(temporary, input, output, bytes => tally.Add(HostPath.Printable(item.Source), bytes), cancellationToken),
                cancellationToken).ConfigureAwait(false);
            if (answer.ExitStatus != 0)
            {
                observer.OnFailed(CopyErrors.OnHost(host, item.Source, answer, 0));
                return;
            }

            if (received is not { } whole)
            {
                observer.OnFailed(CopyErrors.OnHost(host, item.Source, answer with { ExitStatus = CopyScripts.Incomplete }, 0));
                return;
            }

            SetMode(temporary, whole.Mode);
            File.Move(temporary, item.Target, overwrite: true);
            observer.OnCopied(new CopiedFile(item.Source, item.Target, whole.Length));
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Null when the file ended before it was whole.</summary>
    private static (long Length, int Mode)? Receive(string path, Stream input, Stream output, Action<long> got, CancellationToken cancellationToken)
    {
        if (ReadLine(output).Split(' ') is not [var size, var mode] || !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return null;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        var buffer = new byte[BlockSize];
        var asked = 0L;

        // An input without a byte would not end.
        if (length == 0)
            input.Write("0\n"u8);
        for (var left = length; left > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Half of what may be under way is asked for ahead, so that the line is never idle.
            while (asked < length && asked - (length - left) <= (long)BlockSize * BlocksAtOnce)
            {
                input.Write(Encoding.ASCII.GetBytes($"{BlocksAtOnce}\n"));
                asked += (long)BlockSize * BlocksAtOnce;

                // With nothing more to ask for, a file that is shorter than it says ends, too.
                if (asked >= length)
                    input.Dispose();
            }

            var count = output.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (count == 0)
                return null;
            file.Write(buffer, 0, count);
            left -= count;
            got(count);
        }

        return (length, ModeOf(mode));
    }

    private static string ReadLine(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (line.Length < 64 && stream.Read(one, 0, 1) == 1 && one[0] != '\n')
            line.Append((char)one[0]);
        return line.ToString();
    }

    private static int ModeOf(string octal) => octal.Length is > 0 and <= 4 && octal.All(c => c is >= '0' and <= '7') ? Convert.ToInt32(octal, 8) : 0b110_100_100;

    /// <summary>Rights only: what runs with its owner's rights on a host does not do so here.</summary>
    private static void SetMode(string path, int mode)
    {
        if (!OperatingSystem.IsWindows() && Path.Exists(path))
            File.SetUnixFileMode(path, (UnixFileMode)(mode & 0b111_111_111));
    }

    private EdgeException Unasked(string name, string path) =>
        new("HostPathUnasked", ErrorKind.Security, $"{host} was asked for {HostPath.Printable(path)} and answered with '{HostPath.Printable(name)}'. Nothing of it was copied.")
        {
            Target = host,
            RecommendedAction = "See what there is: Invoke-EdgeHostCommand 'ls -la …'. If it is nothing out of the ordinary, do not trust this host.",
        };

    private EdgeException Nonsense(string record) =>
        new("HostAnswerInvalid", ErrorKind.InvalidAnswer, $"{host} has told of its files in words that make no sense: '{HostPath.Printable(record)}'.") { Target = host };
}
