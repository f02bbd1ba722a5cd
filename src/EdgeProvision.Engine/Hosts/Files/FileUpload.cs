using System.Globalization;
using EdgeProvision.Engine.Hosts.Ssh;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Hosts.Files;

/// <summary>Copies files of this machine to a host.</summary>
internal sealed class FileUpload(IHostChannel channel, IHostFiles files, string host, ICopyObserver observer)
{
    private const int FoldersAtOnce = 100;
    private const UnixFileMode Usual = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode UsualFolder = Usual | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private sealed record Item(string Source, string Target, long Length, UnixFileMode Mode);

    public async Task RunAsync(FileCopyRequest request, CancellationToken cancellationToken)
    {
        var destination = HostPath.Full(request.Destination);
        var kind = await KindAsync(destination, cancellationToken).ConfigureAwait(false);
        if (kind != 'd' && (request.Paths.Count > 1 || destination.EndsWith('/')))
            throw CopyErrors.NoHostFolder(host, destination);
        List<Item> folders = [];
        List<Item> all = [];
        foreach (var path in request.Paths)
        {
            var source = Path.TrimEndingDirectorySeparator(path);
            var target = kind == 'd' ? HostPath.Join(destination, Path.GetFileName(source)) : destination;
            Gather(source, target, request.Recurse, folders, all);
        }

        await MakeFoldersAsync(folders, cancellationToken).ConfigureAwait(false);
        var tally = new CopyTally(observer, all.Select(i => i.Length));
        foreach (var item in all)
            await SendAsync(item, tally, cancellationToken).ConfigureAwait(false);
    }

    private async Task<char> KindAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await channel.RunCommandAsync(ShellQuote.Script(CopyScripts.Kind, path), null, cancellationToken).ConfigureAwait(false);
        return answer.Output.Length > 0 ? answer.Output[0] : throw CopyErrors.OnHost(host, path, answer, 0);
    }

    private void Gather(string source, string target, bool recurse, List<Item> folders, List<Item> all)
    {
        try
        {
            // Opening a pipe would wait for somebody to write to it.
            if (RegularFiles.WhatElse(source) is not null)
            {
                observer.OnSkipped(source, "it is neither a file nor a folder");
                return;
            }

            if (!Directory.Exists(source))
            {
                var file = new FileInfo(source);
                all.Add(new Item(source, target, file.Length, Mode(file, Usual)));
                return;
            }

            if (!recurse)
                throw CopyErrors.NeedsRecurse(source);
            folders.Add(new Item(source, target, 0, Mode(new DirectoryInfo(source), UsualFolder)));
            foreach (var entry in new DirectoryInfo(source).EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal))
            {
                // Links could lead round in a circle, or out of what was asked for.
                if (entry.LinkTarget is not null || !entry.Exists)
                    observer.OnSkipped(entry.FullName, "it is a link");
                else if (entry is FileInfo { Attributes: var attributes } && attributes.HasFlag(FileAttributes.Device))
                    observer.OnSkipped(entry.FullName, "it is neither a file nor a folder");
                else
                    Gather(entry.FullName, HostPath.Join(target, entry.Name), recurse, folders, all);
            }
        }
        catch (Exception error) when (CopyErrors.IsOfThisMachine(error))
        {
            observer.OnFailed(CopyErrors.Here(source, error));
        }
    }

    private async Task MakeFoldersAsync(IReadOnlyList<Item> folders, CancellationToken cancellationToken)
    {
        foreach (var some in folders.Chunk(FoldersAtOnce))
        {
            var words = some.SelectMany(f => new[] { Octal(f.Mode), f.Target });
            var answer = await channel.RunCommandAsync(ShellQuote.Script(CopyScripts.MakeFolders, words), null, cancellationToken).ConfigureAwait(false);
            if (answer.ExitStatus != 0)
                throw CopyErrors.OnHost(host, some[0].Target, answer, 0);
        }
    }

    private async Task SendAsync(Item item, CopyTally tally, CancellationToken cancellationToken)
    {
        var (folder, name) = HostPath.Split(item.Target);
        if (Open(item.Source) is not { } source)
            return;
        await using (source.ConfigureAwait(false))
        {
            var length = source.Length;
            var command = ShellQuote.Script(CopyScripts.Put, folder, name, $".edgeprovision-{Guid.NewGuid():N}", Octal(item.Mode), length.ToString(CultureInfo.InvariantCulture));
            var answer = await files.StreamAsync(command, (input, output) => Send(input, output, source, bytes => tally.Add(item.Source, bytes), cancellationToken), cancellationToken).ConfigureAwait(false);
            if (source.Failure is { } failure)
            {
                observer.OnFailed(CopyErrors.Here(item.Source, failure));
                return;
            }

            if (answer.ExitStatus == 0)
            {
                observer.OnCopied(new CopiedFile(item.Source, item.Target, length));
                return;
            }

            var failed = CopyErrors.OnHost(host, item.Target, answer, length);
            if (failed.Code == "HostDiskFull")
                throw failed;
            observer.OnFailed(failed);
        }
    }

    private static void Send(Stream input, Stream output, LocalSource source, Action<long> sent, CancellationToken cancellationToken)
    {
        // Nothing comes from a host that has refused.
        if (output.ReadByte() >= 0)
            source.Send(input, sent, cancellationToken);
    }

    private LocalSource? Open(string path)
    {
        try
        {
            return new LocalSource(path);
        }
        catch (Exception error) when (CopyErrors.IsOfThisMachine(error))
        {
            observer.OnFailed(CopyErrors.Here(path, error));
            return null;
        }
    }

    private static UnixFileMode Mode(FileSystemInfo item, UnixFileMode usual) => OperatingSystem.IsWindows() ? usual : item.UnixFileMode;

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8);
}
