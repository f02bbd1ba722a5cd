using EdgeProvision.Engine.Providers.Ec2.Offers;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>
/// Looks up the types and images that orders name, as the orders themselves will: an image's word may be an id, a distribution or a name of the account's own, so that no list tells which words are right.
/// </summary>
internal sealed class OrderedWords(Ec2Types types, Ec2Images images, Ec2Catalog catalog)
{
    private const string TypeKey = "instancetype";
    private const string ImageKey = "ami";

    public async Task<IReadOnlyList<OrderProblem>> CheckAsync(IReadOnlyList<PlannedOrder> orders, CancellationToken cancellationToken)
    {
        List<OrderProblem> problems = [];
        foreach (var same in orders.Where(o => !o.IsUnderWay).GroupBy(o => (Type: o.Keys.GetValueOrDefault(TypeKey), Image: o.Keys.GetValueOrDefault(ImageKey))))
        {
            if (same.Key is { Type.Length: > 0, Image.Length: > 0 } && await FindAsync(same.Key.Type, same.Key.Image, cancellationToken).ConfigureAwait(false) is var (key, error))
                problems.AddRange(same.Select(o => new OrderProblem(o.Host, key, error)));
        }

        return problems;
    }

    private async Task<(string Key, EdgeException Error)?> FindAsync(string type, string image, CancellationToken cancellationToken)
    {
        var key = TypeKey;
        try
        {
            var found = await types.FindAsync(type, cancellationToken).ConfigureAwait(false);
            key = ImageKey;
            await images.FindAsync(image, Ec2Types.Architecture(found), cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (ProviderException unknown) when (Ec2Failure.ServiceCode(unknown) is { } code && (Ec2ErrorTable.IsAbsence(code) || code is "InvalidAMIID.Malformed" or "InvalidInstanceType"))
        {
            return (key, unknown);
        }
        catch (EdgeException unknown) when (unknown is not ProviderException && unknown.Kind == ErrorKind.NotFound)
        {
            return (key, await WithMeantAsync(unknown, image, cancellationToken).ConfigureAwait(false));
        }
    }

    private async Task<EdgeException> WithMeantAsync(EdgeException unknown, string image, CancellationToken cancellationToken)
    {
        var known = await catalog.ReadAsync(ImageKey, cancellationToken).ConfigureAwait(false);
        return NearestKey.Several(image, known?.Entries ?? [], e => [e.Slug]) is not { Count: > 0 } near ? unknown
            : new EdgeException(unknown.Code, unknown.Kind, unknown.Message, unknown) { Target = unknown.Target, RecommendedAction = $"Did you mean {string.Join(" or ", near.Select(e => e.Slug))}?" };
    }
}
