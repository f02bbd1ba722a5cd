using System.Runtime.InteropServices;

namespace EdgeProvision.Engine;

/// <summary>
/// Tells files from what only looks like one. Opening a named pipe waits for somebody to write, for ever, and a device may never end.
/// </summary>
internal static partial class RegularFiles
{
    // Layout and flags of the kernel's statx, the same on every architecture.
    private const int AtCurrentDirectory = -100;
    private const uint TypeMask = 0xF000;
    private const uint WantType = 1;
    private const int SizeOfStatx = 256;
    private const int OffsetOfMode = 28;

    /// <summary>What stands at a path in a word (<c>named pipe</c>), or null when it is a file, is missing, or cannot be told.</summary>
    public static string? WhatElse(string path)
    {
        // What a shell hands over is open already, and its other end is the shell's.
        if (!OperatingSystem.IsLinux() || path is "/dev/stdin" || path.StartsWith("/dev/fd/", StringComparison.Ordinal) || path.StartsWith("/proc/self/fd/", StringComparison.Ordinal))
            return null;
        Span<byte> status = stackalloc byte[SizeOfStatx];
        try
        {
            if (Statx(AtCurrentDirectory, path, 0, WantType, status) != 0)
                return null;
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            // A C library older than the call: nothing can be told.
            return null;
        }
        return (MemoryMarshal.Read<ushort>(status[OffsetOfMode..]) & TypeMask) switch
        {
            0x1000 => "a named pipe",
            0x2000 => "a character device",
            0x6000 => "a block device",
            0xC000 => "a socket",
            _ => null,
        };
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, Span<byte> status);
}
