using System.ComponentModel;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Hosts.Network;

namespace EdgeProvision.Sandbox.Hosts.Power;

/// <summary>
/// One machine, and what is being done to it: one thing at a time. Booting goes on in the background, because a provider answers a request before
/// the machine is up; every other request first ends that.
/// </summary>
internal sealed class LinuxMachine(ChassisSetting setting, int number, MachineOrder order, Machine machine, SemaphoreSlim bootSlots, LinuxMachineRoomOptions options)
{
    private static readonly TimeSpan s_bootLimit = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _gate = new(1);
    private readonly MachineDisk _disk = new(setting.DirectoryOf(number));
    private CancellationTokenSource _stopBooting = new();
    private Task _booting = Task.CompletedTask;
    private volatile bool _awaitsPower;
    private bool _abandoned;
    private volatile Chassis? _chassis;
    private volatile string? _fault;
    private volatile Machine _machine = machine;

    public Machine Machine => _machine;

    public int Number { get; } = number;

    /// <summary>The number that its public address comes from: its own at first.</summary>
    public int AddressNumber { get; private set; } = number;

    /// <summary>What a provider's own network gave it, or null.</summary>
    public InnerAddress? Inner { get; init; }

    /// <summary>The address on its card that the gateway sends to.</summary>
    public string OwnAddress => Inner?.Address ?? _machine.PublicAddress;

    /// <summary>A machine that waits for its turn to boot is on: only its fans are slow.</summary>
    public bool IsOn => _awaitsPower || _chassis is { IsOff: false };

    public MachinePlace Place => new(setting.Name.Namespace(Number), ConsoleLog, _disk.Contents, Chassis.BootsOf(setting, Number), Fault);

    private string ConsoleLog => Path.Combine(setting.DirectoryOf(Number), "console.log");

    private string? Fault => _fault ?? (_chassis is { HasFailed: true } ? $"It stopped by itself; see {ConsoleLog}" : null);

    /// <summary>What is meant for another public address is for it from now on.</summary>
    public void Readdress(int addressNumber, string publicAddress) =>
        (AddressNumber, _machine) = (addressNumber, _machine with { PublicAddress = publicAddress });

    public Task PowerOnAsync(CancellationToken cancellationToken) => AloneAsync(async () =>
    {
        if (!IsOn)
        {
            // One that went off by itself may still be waited for.
            await EndBootingAsync();
            BootInBackground();
        }
    }, cancellationToken);

    public Task PowerOffAsync(CancellationToken cancellationToken) => AloneAsync(async () =>
    {
        await EndBootingAsync();
        if (_chassis is { IsOff: false } chassis && !await chassis.ShutDownAsync(options.ShutdownLimit, cancellationToken))
        {
            await UnplugAsync(cancellationToken);
        }
    }, cancellationToken);

    public Task PullPlugAsync(CancellationToken cancellationToken) => AloneAsync(() => UnplugAsync(cancellationToken), cancellationToken);

    public Task RebootAsync(CancellationToken cancellationToken) => AloneAsync(async () =>
    {
        if (_awaitsPower || _chassis is not { IsOff: false } chassis)
        {
            return;
        }

        await EndBootingAsync();
        if (!await chassis.RebootAsync(options.ShutdownLimit, cancellationToken))
        {
            await UnplugAsync(cancellationToken);
        }

        if (!IsOn)
        {
            BootInBackground();
        }
    }, cancellationToken);

    public Task ReinstallAsync(CancellationToken cancellationToken) => AloneAsync(async () =>
    {
        await UnplugAsync(cancellationToken);
        await _disk.WipeAsync(cancellationToken);
        BootInBackground();
    }, cancellationToken);

    /// <summary>Takes it out of the room: nothing of it is left.</summary>
    public Task ScrapAsync(CancellationToken cancellationToken) => AloneAsync(async () =>
    {
        await UnplugAsync(cancellationToken);
        await _disk.WipeAsync(cancellationToken);
        Directory.Delete(setting.DirectoryOf(Number), recursive: true);
        _abandoned = true; // whoever waits for their turn to power it on has come too late
    }, cancellationToken);

    /// <summary>Ends what goes on in the background, for good, so that the room can be taken down.</summary>
    public Task AbandonAsync(CancellationToken cancellationToken) => AloneAsync(() =>
    {
        _abandoned = true;
        return EndBootingAsync();
    }, cancellationToken);

    /// <summary>True once its SSH server answers; false if it does not within the limit.</summary>
    public Task<bool> AwaitSshAsync(TimeSpan limit, CancellationToken cancellationToken) =>
        SshAnswer.AwaitAsync(setting.Lookout, _machine.PublicAddress, limit, () => !IsOn, options.TimeProvider, cancellationToken);

    private async Task AloneAsync(Func<Task> action, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await action();
        }
        finally
        {
            _gate.Release();
        }
    }

    private void BootInBackground()
    {
        ObjectDisposedException.ThrowIf(_abandoned, typeof(LinuxMachineRoom));
        (_awaitsPower, _fault) = (true, null);
        _stopBooting = new CancellationTokenSource();
        _booting = BootAsync(_stopBooting.Token);
    }

    private async Task EndBootingAsync()
    {
        await _stopBooting.CancelAsync();
        await _booting;
    }

    private async Task UnplugAsync(CancellationToken cancellationToken)
    {
        await EndBootingAsync();
        if (_chassis is { } chassis)
        {
            await chassis.PullPlugAsync(cancellationToken);
            _chassis = null;
        }
    }

    // Never throws: nobody waits for it. What went wrong is the machine's fault, to be seen by whoever looks.
    private async Task BootAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Yield();
            await bootSlots.WaitAsync(cancellationToken);
            try
            {
                if (!_disk.IsInstalled)
                {
                    await _disk.InstallAsync(order, _machine, cancellationToken);
                }

                _chassis = Chassis.Start(setting, Number);
                _awaitsPower = false;
                if (!await AwaitSshAsync(s_bootLimit, cancellationToken) && Fault is { } fault)
                {
                    options.Progress($"The machine {_machine.Hostname} ({_machine.Id}) could not be booted. {fault}");
                }
            }
            finally
            {
                bootSlots.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // Something else is wanted of the machine.
        }
        catch (Exception error) when (error is EdgeException or IOException or UnauthorizedAccessException or Win32Exception)
        {
            _fault = error.Message;
            options.Progress($"The machine {_machine.Hostname} ({_machine.Id}) could not be installed: {error.Message}");
        }
        finally
        {
            _awaitsPower = false;
        }
    }
}
