using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using EdgeProvision.Sandbox.Hosts.Room;

namespace EdgeProvision.Sandbox.Hosts.Power;

/// <summary>A powered machine: the process of <c>chassis.sh supervise</c>, which ends when the machine is off.</summary>
internal sealed class Chassis
{
    // What systemd, as process 1, understands (systemd(1), "Signals"). SIGRTMIN is what the receiver, a Debian, takes for it.
    private const int PowerOffSignal = 34 + 4;
    private const int RebootSignal = 34 + 5;
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(50);

    private readonly ChassisSetting _setting;
    private readonly int _number;
    private readonly Process _supervisor;

    private Chassis(ChassisSetting setting, int number, Process supervisor)
    {
        (_setting, _number, _supervisor) = (setting, number, supervisor);
        Off = supervisor.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Ends when the machine is off.</summary>
    public Task Off { get; }

    public bool IsOff => _supervisor.HasExited;

    /// <summary>True if it went off because it could not be booted, and not on request.</summary>
    public bool HasFailed => IsOff && _supervisor.ExitCode is not 0;

    public int Boots => BootsOf(_setting, _number);

    /// <summary>Gives power to a machine whose disk is installed. Its process is in a session of its own, so that no terminal reaches it.</summary>
    public static Chassis Start(ChassisSetting setting, int number)
    {
        setting.ControlGroupOf(number).Create();
        var start = Command.Describe("setsid", ["bash", setting.Script, "supervise"], setting.Environment(number));
        return new Chassis(setting, number, Process.Start(start)!);
    }

    public static int BootsOf(ChassisSetting setting, int number)
    {
        var file = Path.Combine(setting.DirectoryOf(number), "boots");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var boots) ? boots : 0;
    }

    /// <summary>Presses the power button until the machine is off; false if it is not within the limit.</summary>
    public Task<bool> ShutDownAsync(TimeSpan limit, CancellationToken cancellationToken) =>
        SignalUntilAsync(PowerOffSignal, () => IsOff, limit, cancellationToken);

    /// <summary>Asks for a reboot; false if the machine has not gone down and begun to boot again within the limit.</summary>
    public Task<bool> RebootAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var before = Boots;
        return SignalUntilAsync(RebootSignal, () => IsOff || Boots > before, limit, cancellationToken);
    }

    /// <summary>Takes the power away: every process of the machine is killed, and its network card is gone.</summary>
    public async Task PullPlugAsync(CancellationToken cancellationToken)
    {
        _setting.ControlGroupOf(_number).Kill();
        if (!IsOff)
        {
            _supervisor.Kill(); // it may not have entered its control group yet
        }

        await Off.WaitAsync(cancellationToken);
        await UnplugAsync(_setting, _number, cancellationToken);
    }

    /// <summary>Removes what a machine that was killed leaves behind.</summary>
    public static async Task UnplugAsync(ChassisSetting setting, int number, CancellationToken cancellationToken)
    {
        await Command.TryAsync("bash", [setting.Script, "unplug"], cancellationToken, setting.Environment(number));
        await setting.ControlGroupOf(number).RemoveAsync(setting.TimeProvider, cancellationToken);
    }

    // A system that is only just booting does not hear the first signal, and one that has heard it does not mind the second.
    private async Task<bool> SignalUntilAsync(int signal, Func<bool> done, TimeSpan limit, CancellationToken cancellationToken)
    {
        const int SignalEvery = 20;
        var started = _setting.TimeProvider.GetTimestamp();
        for (var poll = 0; !done(); poll++)
        {
            if (_setting.TimeProvider.GetElapsedTime(started) > limit)
            {
                return false;
            }

            if (poll % SignalEvery == 0 && ProcessOne() is { } pid)
            {
                SendSignal(pid, signal);
            }

            await Task.Delay(s_poll, _setting.TimeProvider, cancellationToken);
        }

        return true;
    }

    private int? ProcessOne()
    {
        var file = Path.Combine(_setting.DirectoryOf(_number), "init.pid");
        try
        {
            return int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var pid) ? pid : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int pid, int signal);
}
