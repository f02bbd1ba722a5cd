using System.Globalization;
using System.Net;
using System.Security;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Tests.OpenNebula;

namespace EdgeProvision.Engine.Tests.Execution.Locking;

/// <summary>The templates of a front-end, which is all that a lock needs: names are unique for their owner only, ids only grow.</summary>
internal sealed class LockPool
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, (string Owner, Dictionary<string, string> Attributes)> _templates = [];
    private int _next = 10;

    public LockPool() => FrontEnd = new FakeFrontEnd { Answer = (call, token) => AnswerAsync(call, "oneadmin", token) };

    public FakeFrontEnd FrontEnd { get; }

    /// <summary>True while nothing answers.</summary>
    public bool IsDown { get; set; }

    /// <summary>Answers with these are lost after they were carried out, once for each entry.</summary>
    public HashSet<string> LosesAnswerOf { get; } = [];

    /// <summary>Calls of these methods never come to an end.</summary>
    public HashSet<string> HangsOn { get; } = [];

    public IReadOnlyList<int> Ids
    {
        get
        {
            lock (_lock)
                return [.. _templates.Keys];
        }
    }

    public int Add(string owner, IEnumerable<(string Name, string Value)> attributes)
    {
        lock (_lock)
        {
            _templates[_next] = (owner, attributes.ToDictionary(a => a.Name, a => a.Value));
            return _next++;
        }
    }

    public void Remove(int id)
    {
        lock (_lock)
            _templates.Remove(id);
    }

    public void Beat(int id)
    {
        lock (_lock)
        {
            var attributes = _templates[id].Attributes;
            attributes["EDGE_LOCK_BEAT"] = (long.Parse(attributes["EDGE_LOCK_BEAT"], CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Another administrator's way to the same pool.</summary>
    public FakeFrontEnd As(string owner) => new() { Answer = (call, token) => AnswerAsync(call, owner, token) };

    private async Task<HttpResponseMessage> AnswerAsync(SentCall call, string owner, CancellationToken token)
    {
        if (HangsOn.Contains(call.Method))
            await Task.Delay(Timeout.Infinite, token);
        if (IsDown)
            throw new HttpRequestException(HttpRequestError.ConnectionError, "refused", new System.Net.Sockets.SocketException(111));
        HttpResponseMessage answer;
        lock (_lock)
            answer = Carry(call, owner);
        if (LosesAnswerOf.Remove(call.Method))
            throw new IOException("The connection broke.");
        return answer;
    }

    private HttpResponseMessage Carry(SentCall call, string owner)
    {
        switch (call.Method)
        {
            case "one.templatepool.info":
                var rows = _templates.Select(t =>
                    $"<VMTEMPLATE><ID>{t.Key}</ID><UID>0</UID><UNAME>{t.Value.Owner}</UNAME><NAME>{t.Value.Attributes["NAME"]}</NAME><REGTIME>0</REGTIME><TEMPLATE>"
                    + string.Concat(t.Value.Attributes.Where(a => a.Key != "NAME").Select(a => $"<{a.Key}>{SecurityElement.Escape(a.Value)}</{a.Key}>"))
                    + "</TEMPLATE></VMTEMPLATE>");
                return FakeFrontEnd.Success($"<VMTEMPLATE_POOL>{string.Concat(rows)}</VMTEMPLATE_POOL>");
            case "one.template.allocate":
                var attributes = Parse(call.Arguments[1]);
                var taken = _templates.FirstOrDefault(t => t.Value.Owner == owner && t.Value.Attributes["NAME"] == attributes["NAME"]);
                if (taken.Value.Attributes is not null)
                    return FakeFrontEnd.Failure(8192, $"[one.template.allocate] NAME is already taken by TEMPLATE {taken.Key}.");
                _templates[_next] = (owner, attributes);
                return FakeFrontEnd.SuccessId(_next++);
            case "one.template.update":
                var id = int.Parse(call.Arguments[1], CultureInfo.InvariantCulture);
                if (!_templates.TryGetValue(id, out var found))
                    return FakeFrontEnd.Failure(1024, $"[one.template.update] Error getting virtual machine template [{id}].", id);
                foreach (var (name, value) in Parse(call.Arguments[2]))
                    found.Attributes[name] = value;
                return FakeFrontEnd.SuccessId(id);
            case "one.template.delete":
                var gone = int.Parse(call.Arguments[1], CultureInfo.InvariantCulture);
                return _templates.Remove(gone) ? FakeFrontEnd.SuccessId(gone) : FakeFrontEnd.Failure(1024, $"[one.template.delete] Error getting virtual machine template [{gone}].", gone);
            default:
                return FakeFrontEnd.Raw("", HttpStatusCode.NotFound);
        }
    }

    private static Dictionary<string, string> Parse(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1].Trim('"'));
}
