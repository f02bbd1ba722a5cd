using EdgeProvision.Sandbox.OpenNebula.Drivers;
using EdgeProvision.Sandbox.OpenNebula.Templates;
using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>
/// The state of the emulated front-end. Everything in it is read and changed under its lock, and only there; drivers work outside
/// (<see cref="Run"/>), with the gate of the network they work for.
/// </summary>
internal sealed class Zone
{
    private readonly Lock sync = new();
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> encrypted;
    private int requests;

    internal Zone(FrontEndOptions options)
    {
        Options = options;
        Facts = new ReleaseFacts(options.Release);
        Cipher = new AttributeCipher(options.OneKey);
        encrypted = options.EncryptedAttributes ?? Facts.EncryptedAttributes;
        Ipam = new IpamManager(this);
        BuiltIn.Fill(this);
    }

    internal FrontEndOptions Options { get; }

    internal ReleaseFacts Facts { get; }

    internal AttributeCipher Cipher { get; private set; }

    internal IpamManager Ipam { get; }

    internal Schedule Schedule { get; } = new();

    /// <summary>Makes the addresses up that a real daemon draws at random; seeded, so that runs can be compared.</summary>
    internal Random Random { get; } = new(1);

    internal Pool<User> Users { get; } = new(2);

    internal Pool<Cluster> Clusters { get; } = new(100);

    internal Pool<Host> Hosts { get; } = new(0);

    internal Pool<Datastore> Datastores { get; } = new(100);

    internal Pool<VirtualNetwork> Networks { get; } = new(0);

    internal Pool<Image> Images { get; } = new(0);

    internal Pool<VmTemplate> Templates { get; } = new(0);

    internal Pool<VirtualMachine> Vms { get; } = new(0);

    internal Pool<Document> Documents { get; } = new(0);

    internal Pool<Hook> Hooks { get; } = new(0);

    internal DateTimeOffset Now => Options.Time.GetUtcNow();

    internal long UnixTime => Now.ToUnixTimeSeconds();

    internal IReadOnlyDictionary<string, IReadOnlyList<string>> EncryptedAttributes => encrypted;

    internal IReadOnlyList<string> EncryptedNames(ObjectKind kind) => encrypted.GetValueOrDefault(kind.Config, []);

    /// <summary>Runs something on the state as it is at this moment.</summary>
    internal T Run<T>(Func<T> work)
    {
        lock (sync)
        {
            var now = Now;
            Schedule.CatchUp(now);
            foreach (var host in Hosts.All) host.CatchUp(now, Options.HostMonitor, Options);
            return work();
        }
    }

    internal void Run(Action work) => Run(() =>
    {
        work();
        return true;
    });

    /// <summary>Starts work that goes on when the call that caused it has been answered.</summary>
    internal void Start(Func<Task> work) => _ = GuardAsync(work);

    /// <summary>Runs the hooks for the state that a machine has come to. They get it as it is stored: what is encrypted stays so.</summary>
    internal void Announce(VirtualMachine vm)
    {
        var xml = new XmlText();
        vm.Write(xml, new XmlView(this, Decrypt: false, InPool: false));
        vm.Settle();
        if (Options.MachineHooks is not { } runner) return;
        var commands = Hooks.All.Where(h => h.IsFor(vm)).Select(h => h.Command).ToList();
        var document = xml.ToString();
        Start(async () =>
        {
            // The zone is locked here, and hooks ask it.
            await Task.Yield();
            await runner.RunAsync(commands, document).ConfigureAwait(false);
        });
    }

    internal void Later(TimeSpan delay, Action action) => Schedule.At(Now + delay, action);

    /// <summary>What a restart with another key file does: what is stored stays as it was written.</summary>
    internal void ChangeKey(string key) => Cipher = new AttributeCipher(key);

    /// <summary>The number that a lock shows of the request that made it.</summary>
    internal int TakeRequestNumber() => requests += 16;

    internal void Encrypt(PoolObject item) => Cipher.Encrypt(item.Template, EncryptedNames(item.Kind));

    internal User? Authenticate(string session)
    {
        var colon = session.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return null;
        return Users.All.FirstOrDefault(u => u.Name == session[..colon] && u.HasPassword(session[(colon + 1)..]));
    }

    /// <summary>What went wrong in background work: a defect of the emulator, reported with the next call.</summary>
    internal Exception? Defect { get; private set; }

    internal IEnumerable<VirtualMachine> VmsOn(int hostId) => Vms.All.Where(v => v.HostId == hostId);

    internal IEnumerable<VirtualMachine> VmsUsingImage(int imageId) => Vms.All.Where(v => v.Uses(imageId));

    internal PoolObject? Find(ObjectKind kind, int id) => kind.Method switch
    {
        "cluster" => Clusters.Find(id),
        "host" => Hosts.Find(id),
        "datastore" => Datastores.Find(id),
        "vn" => Networks.Find(id),
        "image" => Images.Find(id),
        "template" => Templates.Find(id),
        "vm" => Vms.Find(id),
        "document" => Documents.Find(id),
        "hook" => Hooks.Find(id),
        _ => Users.Find(id),
    };

    /// <summary>All objects of a kind in the order of pool calls.</summary>
    internal IEnumerable<PoolObject> NewestFirst(ObjectKind kind) => kind.Method switch
    {
        "cluster" => Clusters.NewestFirst,
        "host" => Hosts.NewestFirst,
        "datastore" => Datastores.NewestFirst,
        "vn" => Networks.NewestFirst,
        "image" => Images.NewestFirst,
        "template" => Templates.NewestFirst,
        "vm" => Vms.NewestFirst,
        "document" => Documents.NewestFirst,
        "hook" => Hooks.NewestFirst,
        _ => Users.NewestFirst,
    };

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Defect ??= e;
        }
    }
}
