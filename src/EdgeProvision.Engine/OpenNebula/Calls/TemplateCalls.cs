using System.Collections.Immutable;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Calls on virtual machine templates.</summary>
public sealed class TemplateCalls
{
    private readonly FrontEndClient _client;

    internal TemplateCalls(FrontEndClient client) => _client = client;

    /// <summary>Makes a template and answers its id. A name is unique for its owner only; ids only grow.</summary>
    public Task<int> AllocateAsync(string template, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Write("one.template.allocate", "a template", template), token);

    /// <summary>Changes the attributes.</summary>
    public Task UpdateAsync(int id, UpdateMode mode, string template, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Write("one.template.update", $"template {id}", id, template, (int)mode), token);

    /// <summary>
    /// Merges attributes into the template that serves as a lock: over the connection kept for it, past the gate (which asks for this very
    /// beat), tried once.
    /// </summary>
    public Task BeatAsync(int id, string template, CancellationToken token) =>
        _client.RunForIdAsync(
            FrontEndCall.Write("one.template.update", $"template {id}", id, template, (int)UpdateMode.Merge) with { Lane = CallLane.Beat }, token);

    /// <summary>One template.</summary>
    public Task<VmTemplateObject> InfoAsync(int id, CancellationToken token) =>
        _client.RunForXmlAsync(FrontEndCall.Read("one.template.info", $"template {id}", id, false, false), VmTemplateObject.Read, token);

    /// <summary>All templates of all users, by id.</summary>
    public Task<ImmutableArray<VmTemplateObject>> ListAsync(CancellationToken token) =>
        _client.RunForXmlAsync(
            FrontEndCall.Read("one.templatepool.info", "all templates", PoolFilter.All, PoolFilter.NoLimit, PoolFilter.NoLimit),
            pool => pool.Expect("VMTEMPLATE_POOL").Pool("VMTEMPLATE", VmTemplateObject.Read),
            token);

    /// <summary>Deletes it; its images stay.</summary>
    public Task DeleteAsync(int id, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Write("one.template.delete", $"template {id}", id, false), token);
}
