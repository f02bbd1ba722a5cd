using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>The calls about the public keys that a project keeps. Each runs with the store's gate held.</summary>
internal sealed class SshKeyCalls(PacketStore store)
{
    public HttpReply List(PacketCall call) => PacketReply.Json(200, new JsonObject
    {
        ["ssh_keys"] = PacketReply.Array(store.SshKeys.Where(key => key.Tenant == call.Tenant).Select(key => Document(call, key))),
    });

    public HttpReply Add(PacketCall call)
    {
        var body = JsonBody.Read(call.Http);
        var key = body.Text("key")?.Trim();
        var label = body.Text("label");
        if (string.IsNullOrEmpty(key) || !key.Contains(' ', StringComparison.Ordinal))
            body.Errors.Add("key is not a valid SSH public key");
        if (string.IsNullOrEmpty(label))
            body.Errors.Add("label can't be blank");
        if (store.SshKeys.Exists(known => known.Tenant == call.Tenant && known.Key == key))
            body.Errors.Add("fingerprint has already been taken");
        body.ThrowIfWrong();
        var entry = new SshKeyEntry(Guid.NewGuid().ToString(), label!, key!, call.Tenant, store.Now);
        store.SshKeys.Add(entry);
        return PacketReply.Json(201, Document(call, entry));
    }

    public HttpReply Delete(PacketCall call, string id) =>
        store.SshKeys.RemoveAll(key => key.Tenant == call.Tenant && key.Id == id) > 0 ? PacketReply.Empty(204) : throw PacketRefusedException.NotFound();

    private static JsonObject Document(PacketCall call, SshKeyEntry key) => new()
    {
        ["id"] = key.Id, ["label"] = key.Label, ["key"] = key.Key, ["created_at"] = PacketReply.Time(key.CreatedAt), ["href"] = call.Link($"/ssh-keys/{key.Id}"),
    };
}
