using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Templates;
using EdgeProvision.Sandbox.OpenNebula.Wire;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>One call of an authenticated user. Arguments are read when they are needed, as in the daemon: too many are no error.</summary>
internal sealed class CallContext(Zone zone, User caller, RpcCall call)
{
    internal Zone Zone { get; } = zone;

    internal User Caller { get; } = caller;

    internal string Method => call.Method;

    /// <summary>Argument 0 is the session.</summary>
    internal int Int(int index) => At(index) is RpcValue.Number number
        ? number.Value
        : throw new RpcFault(RpcFault.WrongArguments, "Parameter that is supposed to be integer is not");

    internal string Text(int index) => TextOf(At(index));

    internal bool Flag(int index) => At(index) is RpcValue.Flag flag
        ? flag.Value
        : throw new RpcFault(RpcFault.WrongArguments, "Parameter that is supposed to be boolean is not");

    internal bool OptionalFlag(int index) => index < call.Arguments.Count && Flag(index);

    internal IReadOnlyList<int> OptionalInts(int index) => index >= call.Arguments.Count ? [] : At(index) is RpcValue.List list
        ? [.. list.Items.OfType<RpcValue.Number>().Select(n => n.Value)]
        : throw new RpcFault(RpcFault.WrongArguments, "Parameter that is supposed to be an array is not");

    internal static string TextOf(RpcValue value) => value is RpcValue.Text text
        ? text.Value
        : throw new RpcFault(RpcFault.WrongArguments, "Parameter that is supposed to be a string is not");

    /// <summary>The object of that id, or the refusal that it does not exist.</summary>
    internal T Get<T>(ObjectKind kind, int id)
        where T : PoolObject => Zone.Find(kind, id) as T ?? throw Refusal.Missing(kind, id);

    /// <summary>The object of that id, if the caller has the right on it.</summary>
    internal T Get<T>(ObjectKind kind, int id, Permissions.Right right)
        where T : PoolObject
    {
        var item = Get<T>(kind, id);
        Authority.Demand(Zone, Caller, item, right);
        return item;
    }

    /// <summary>A cluster to put something into; -1 is the default one.</summary>
    internal int Cluster(int index)
    {
        var id = Int(index);
        return Get<Cluster>(ObjectKind.Cluster, id < 0 ? 0 : id).Id;
    }

    internal Template Parse(string text, string prefix = "")
    {
        try
        {
            return TemplateReader.Read(text);
        }
        catch (TemplateSyntaxException e)
        {
            throw new Refusal(Refusal.Internal, prefix + e.Message);
        }
    }

    internal void DemandAdministrator(params IEnumerable<string> rights)
    {
        if (!Caller.IsAdministrator) throw Refusal.NotAllowed(Caller.Id, rights);
    }

    private RpcValue At(int index) => index < call.Arguments.Count ? call.Arguments[index] : throw RpcFault.TooFew();
}
