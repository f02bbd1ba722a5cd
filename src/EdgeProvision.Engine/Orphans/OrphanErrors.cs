using EdgeProvision.Model;

namespace EdgeProvision.Engine.Orphans;

/// <summary>Why an orphan is not found or not removed.</summary>
internal static class OrphanErrors
{
    public static EdgeException Unseen(EdgeProvider provider, string region, EdgeException error) => new(
        error.Code, error.Kind, $"What there is in the region {region} of {provider.Name} is not known. {error.Message}", error)
    {
        Target = region,
        IsTransient = error.IsTransient,
        RecommendedAction = error.RecommendedAction,
    };

    public static EdgeException NoProvider(EdgeOrphan orphan) => new("ProviderNotFound", ErrorKind.NotFound, $"The provider '{orphan.Provider}', at which {orphan} was found, is not one of this session's.")
    {
        Target = orphan.Provider,
        RecommendedAction = "Register it again, or connect to the front-end with which it was found.",
    };

    public static EdgeException HasProvision(EdgeOrphan orphan, string provisionId) => new(
        "OrphanHasProvision", ErrorKind.Refused, $"{orphan} ({orphan.Id}) at {orphan.Provider} is no orphan: this front-end has it, under provision {provisionId}. Nothing was removed.")
    {
        Target = orphan.Id,
        RecommendedAction = "Remove it with its provision (Remove-EdgeProvision), its host (Remove-EdgeHost), its network (Remove-EdgeNetwork) or its addresses (Remove-EdgeAddress).",
    };

    public static EdgeException Copy(EdgeOrphan orphan) => new(
        "OrphanIsCopy", ErrorKind.Refused, $"Machine {orphan} ({orphan.Id}) at {orphan.Provider} was made by somebody after a machine of {orphan.Key}, whose tags it carries; EdgeProvision has not ordered it. Nothing was removed.")
    {
        Target = orphan.Id,
        RecommendedAction = "Ask whoever has made it. Terminate it at the provider's console, or take its tags edge-provision and edge-key off to keep it: while it has them, it goes with the provision.",
    };

    public static EdgeException Young(EdgeOrphan orphan) => new(
        "OrphanTooYoung", ErrorKind.Changed, $"{orphan} ({orphan.Id}) at {orphan.Provider} was made a moment ago, so that it may still come to belong to something. Nothing was removed.")
    {
        Target = orphan.Id,
        RecommendedAction = "Look again in some minutes.",
    };

    public static EdgeException Changed(EdgeOrphan orphan) => new(
        "OrphanChanged", ErrorKind.Changed, $"{orphan} ({orphan.Id}) at {orphan.Provider} stands, but no longer as it was found: its tags, what it consists of or where it is have changed. Nothing was removed.")
    {
        Target = orphan.Id,
        RecommendedAction = "Look again with Find-EdgeOrphan.",
    };

    public static EdgeException HoldsMachine(EdgeOrphan orphan, string machine, string id) => new(
        "OrphanInUse", ErrorKind.ResourceBusy, $"The network {orphan} at {orphan.Provider} has machine {machine} ({id}) of the same provision in it, so that it stays.")
    {
        Target = orphan.Id,
        RecommendedAction = "Remove the machine first: Find-EdgeOrphan | Remove-EdgeOrphan does it in this order.",
    };

    public static EdgeException Held(EdgeOrphan orphan, TimeSpan patience) => new(
        "OrphanStillThere", ErrorKind.Timeout, $"{orphan} ({orphan.Id}) at {orphan.Provider} was to be removed, and is still there after {patience.TotalMinutes:0} minutes.")
    {
        Target = orphan.Id,
        RecommendedAction = "See at the provider what holds it, and remove it again.",
    };
}
