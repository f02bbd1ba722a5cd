using Amazon.EC2;

namespace EdgeProvision.Engine.Providers.Ec2.Wire;

/// <summary>Reads whole lists, page by page. A list that is silently short would make things look gone.</summary>
internal static class Ec2Pages
{
    private const int MaxPages = 1000;

    /// <summary>Everything on all pages, in their order.</summary>
    /// <param name="service">The service.</param>
    /// <param name="call">The call, for each page.</param>
    /// <param name="send">Sends it for the page that a token names; null for the first.</param>
    /// <param name="read">What a page has, and the token of the next one.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<IReadOnlyList<T>> ReadAllAsync<TPage, T>(
        this Ec2Service service, Ec2Call call, Func<IAmazonEC2, string?, CancellationToken, Task<TPage>> send, Func<TPage, (IEnumerable<T>? Items, string? Next)> read, CancellationToken cancellationToken)
    {
        List<T> all = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        string? next = null;
        do
        {
            var page = next;
            (var items, next) = read(await service.SendAsync(call, (client, token) => send(client, page, token), cancellationToken).ConfigureAwait(false));
            all.AddRange(items ?? []);
            if (!string.IsNullOrEmpty(next) && (!seen.Add(next) || seen.Count > MaxPages))
                throw service.Malformed(call, "its pages refer to each other in a circle");
        }
        while (!string.IsNullOrEmpty(next));
        return all;
    }
}
