using EdgeProvision.Engine.Requests;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>What frees a provision that is in use: each thing by its own command.</summary>
internal static class ContentsAdvice
{
    private const int MostCommands = 6;

    /// <summary>The advice for a removal that was refused, or that could not make an end.</summary>
    /// <param name="request">The removal.</param>
    /// <param name="found">What is in use.</param>
    public static string For(OperationRequest request, Contents found)
    {
        var commands = found.FreedBy;
        if (request is DeleteObjectRequest)
            return $"Remove or free it first: {Names(found)}. Then run the command again.";
        var hasMore = found.VirtualMachines.Count + found.Images.Count > 0;
        if (commands.Count == 0)
        {
            return IsCleaning(request)
                ? $"They did not go in time. Remove them ({Names(found)}), then run the command again."
                : $"Remove them first, or have {Kinds(found)} removed with it: {Cleanup(request)}.";
        }

        var shown = string.Join(", ", commands.Take(MostCommands)) + (commands.Count > MostCommands ? FormattableString.Invariant($" and {commands.Count - MostCommands} more") : "");
        return (hasMore, IsCleaning(request)) switch
        {
            (true, false) => $"Free first what a removal of virtual machines does not free: {shown}. Then {Cleanup(request)} removes the rest with it.",
            (_, true) => $"-Cleanup (--cleanup) removes virtual machines and images, and does not free these: {shown}. Free them, then run the command again.",
            _ => $"Free them: {shown}. Then run the command again.",
        };
    }

    private static bool IsCleaning(OperationRequest request) => request is DeleteRequest { RemoveContents: true } or DeleteHostsRequest { RemoveContents: true } or DescriptorRequest { RemoveContents: true };

    private static string Kinds(Contents found) => found switch
    {
        { Images.Count: 0 } => "virtual machines",
        { VirtualMachines.Count: 0 } => "images",
        _ => "virtual machines and images",
    };

    private static string Names(Contents found)
    {
        List<string> commands = [.. found.VirtualMachines.Select(id => $"onevm recover --delete {id}"), .. found.Images.Select(id => $"oneimage delete {id}"), .. found.FreedBy];
        return commands.Count == 0 ? "onevnet show says what uses the addresses" : string.Join(", ", commands.Take(MostCommands));
    }

    private static string Cleanup(OperationRequest request) =>
        $"-Cleanup (oneprovision {request switch { DeleteHostsRequest some => $"host delete {string.Join(',', some.HostIds)}", UpdateRequest => "update", _ => "delete" }} --cleanup)";
}
