using System.Collections.Immutable;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Calls on images.</summary>
public sealed class ImageCalls
{
    private readonly FrontEndClient _client;

    internal ImageCalls(FrontEndClient client) => _client = client;

    /// <summary>One image.</summary>
    public Task<ImageObject> InfoAsync(int id, CancellationToken token) =>
        _client.RunForXmlAsync(FrontEndCall.Read("one.image.info", $"image {id}", id, false), ImageObject.Read, token);

    /// <summary>All images of all users, by id.</summary>
    public Task<ImmutableArray<ImageObject>> ListAsync(CancellationToken token) =>
        _client.RunForXmlAsync(
            FrontEndCall.Read("one.imagepool.info", "all images", PoolFilter.All, PoolFilter.NoLimit, PoolFilter.NoLimit),
            pool => pool.Expect("IMAGE_POOL").Pool("IMAGE", ImageObject.Read),
            token);

    /// <summary>Deletes it, in the background. Refused while a virtual machine uses it.</summary>
    public Task DeleteAsync(int id, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Write("one.image.delete", $"image {id}", id), token);
}
