using System.Collections.Immutable;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Calls on documents.</summary>
public sealed class DocumentCalls
{
    private readonly FrontEndClient _client;

    internal DocumentCalls(FrontEndClient client) => _client = client;

    /// <summary>Makes a document of an application's type and answers its id. Names are not unique.</summary>
    public Task<int> AllocateAsync(string template, int type, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Write("one.document.allocate", $"of type {type}", template, type), token);

    /// <summary>Changes the attributes. <c>NAME</c> in it does not rename.</summary>
    public Task UpdateAsync(int id, UpdateMode mode, string template, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Set("one.document.update", $"document {id}", id, template, (int)mode), token);

    /// <summary>Renames it.</summary>
    public Task RenameAsync(int id, string name, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Write("one.document.rename", $"document {id}", id, name), token);

    /// <summary>One document.</summary>
    public Task<DocumentObject> InfoAsync(int id, SecretView secrets, CancellationToken token) =>
        _client.RunForXmlAsync(
            FrontEndCall.Read("one.document.info", $"document {id}", id, secrets == SecretView.Clear), DocumentObject.Read, token);

    /// <summary>All documents of one type of all users, by id, encrypted attributes as cipher text.</summary>
    public Task<ImmutableArray<DocumentObject>> ListAsync(int type, CancellationToken token) =>
        _client.RunForXmlAsync(
            FrontEndCall.Read(
                "one.documentpool.info", $"all documents of type {type}", PoolFilter.All, PoolFilter.NoLimit, PoolFilter.NoLimit, type),
            pool => pool.Expect("DOCUMENT_POOL").Pool("DOCUMENT", DocumentObject.Read),
            token);

    /// <summary>Deletes it.</summary>
    public Task DeleteAsync(int id, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Write("one.document.delete", $"document {id}", id), token);
}
