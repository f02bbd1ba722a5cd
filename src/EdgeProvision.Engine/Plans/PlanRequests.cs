using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Plans;

/// <summary>Between a request to the engine and what a plan keeps of it.</summary>
public static class PlanRequests
{
    private const string ObjectVerb = "delete-";

    /// <summary>What the plan of a request keeps.</summary>
    internal static PlanRequest Of(OperationRequest request, string provision, LoadedDescriptor? loaded, string workingDirectory) => request switch
    {
        DescriptorRequest described => new PlanRequest
        {
            Verb = request is CreateRequest ? "create" : "update",
            Provision = provision,
            DescriptorPath = described.Descriptor.FilePath is { } path ? Path.GetFullPath(path, described.WorkingDirectory ?? workingDirectory) : null,
            Descriptor = loaded!.Text,
            NeedsDescriptorFile = HasSecretsOfRoles(loaded),
            RemoveContents = described.RemoveContents,
            MayReplace = request is UpdateRequest { MayReplace: true },
            OnFailure = request.OnFailure,
        },
        DeleteRequest delete => new PlanRequest { Verb = "delete", Provision = provision, RemoveContents = delete.RemoveContents, Abandon = delete.Abandon, OnFailure = request.OnFailure },
        DeleteHostsRequest some => new PlanRequest { Verb = "delete-hosts", Provision = provision, HostIds = some.HostIds, RemoveContents = some.RemoveContents, OnFailure = request.OnFailure },
        ConfigureRequest configure => new PlanRequest { Verb = "configure", Provision = provision, HostIds = configure.HostIds, Reapply = configure.Reapply, OnFailure = request.OnFailure },
        PowerRequest power => new PlanRequest { Verb = power.Change.ToString().ToLowerInvariant(), Provision = provision, HostIds = power.HostIds, OnFailure = request.OnFailure },
        ImportRequest => new PlanRequest { Verb = "import", Provision = provision, OnFailure = request.OnFailure },
        DeleteObjectRequest single => new PlanRequest { Verb = ObjectVerb + single.Kind.ToString().ToLowerInvariant(), Provision = provision, ObjectId = single.ObjectId, OnFailure = request.OnFailure },
        CreateAddressRequest create => new PlanRequest
        {
            Verb = "address-create", Provision = provision, HostIds = create.HostId is { } host ? [host] : null, AddressCount = create.Count, AddressType = create.Type, OnFailure = request.OnFailure,
        },
        AssignAddressRequest assign => new PlanRequest { Verb = "address-assign", Provision = provision, HostIds = assign.HostId is { } host ? [host] : null, Addresses = assign.Addresses, OnFailure = request.OnFailure },
        DeleteAddressRequest given => new PlanRequest { Verb = "address-delete", Provision = provision, Addresses = given.Reservations, OnFailure = request.OnFailure },
        _ => throw new InvalidOperationException($"request {request.GetType().Name} makes no plan"),
    };

    /// <summary>The request that a plan was made for.</summary>
    /// <exception cref="EdgeException"><c>PlanUnreadable</c>, <c>PlanNeedsDescriptor</c>.</exception>
    public static OperationRequest ToRequest(Plan plan)
    {
        var kept = plan.Request ?? throw Unreadable(plan.Provision, "it does not say what it was made for");
        OperationRequest request = kept.Verb switch
        {
            "create" => new CreateRequest(Descriptor(kept)) { RemoveContents = kept.RemoveContents },
            "update" => new UpdateRequest(Descriptor(kept)) { RemoveContents = kept.RemoveContents, MayReplace = kept.MayReplace },
            "delete" => new DeleteRequest(kept.Provision) { RemoveContents = kept.RemoveContents, Abandon = kept.Abandon },
            "delete-hosts" => new DeleteHostsRequest(kept.Provision, Hosts(kept)) { RemoveContents = kept.RemoveContents },
            "import" => new ImportRequest(kept.Provision) { AreKeysLookedAt = true },
            "address-create" => new CreateAddressRequest(kept.Provision, kept.AddressCount ?? throw Unreadable(plan.Provision, "it does not say how many addresses"))
            {
                HostId = kept.HostIds is [var place, ..] ? place : null,
                Type = kept.AddressType,
            },
            "address-assign" => new AssignAddressRequest(kept.Provision, Addresses(kept), kept.HostIds is [var leadsTo, ..] ? leadsTo : null),
            "address-delete" => new DeleteAddressRequest(kept.Provision, Addresses(kept)),
            "configure" => new ConfigureRequest(kept.Provision) { HostIds = kept.HostIds, Reapply = kept.Reapply },
            var word when word.StartsWith(ObjectVerb, StringComparison.Ordinal) && Enum.TryParse<ProvisionObjectKind>(word[ObjectVerb.Length..], ignoreCase: true, out var kind) && Enum.IsDefined(kind) =>
                new DeleteObjectRequest(kept.Provision, kind, kept.ObjectId ?? throw Unreadable(plan.Provision, "it names no object")),
            var word when Enum.TryParse<PowerChange>(word, ignoreCase: true, out var change) && Enum.IsDefined(change) => new PowerRequest(kept.Provision, Hosts(kept), change),
            var word => throw Unreadable(plan.Provision, $"this version knows no '{word}'"),
        };
        return request with { OnFailure = kept.OnFailure, Saved = plan };
    }

    internal static EdgeException Unreadable(string? plan, string why) =>
        new("PlanUnreadable", ErrorKind.InvalidInput, $"The plan cannot be used: {why}.")
        {
            Target = plan,
            RecommendedAction = "Make a plan with Get-EdgeProvisionPlan, or with -WhatIf -PassThru of the command that it is for.",
        };

    /// <summary>The file where it is at hand, with whatever secrets it has; else what the plan has kept of it.</summary>
    private static DescriptorSource Descriptor(PlanRequest kept)
    {
        if (kept.DescriptorPath is { } path && File.Exists(path))
            return new DescriptorSource.File(path);
        if (kept.Descriptor is not { } text)
            throw Unreadable(kept.Provision, "it has no descriptor");
        if (!kept.NeedsDescriptorFile)
            return new DescriptorSource.Document(DescriptorReader.Parse(text, null, null));
        throw new EdgeException("PlanNeedsDescriptor", ErrorKind.NotFound, $"The plan for provision {kept.Provision} was made from a descriptor with secrets for its hosts, which a plan does not keep, and {kept.DescriptorPath ?? "its file"} is not here.")
        {
            Target = kept.DescriptorPath,
            RecommendedAction = "Put the descriptor's file there, or make a new plan from it.",
        };
    }

    private static IReadOnlyList<int> Hosts(PlanRequest kept) => kept.HostIds ?? throw Unreadable(kept.Provision, "it names no hosts");

    private static IReadOnlyList<string> Addresses(PlanRequest kept) => kept.Addresses ?? throw Unreadable(kept.Provision, "it names no addresses");

    /// <summary>Credentials of providers can come from elsewhere; what roles are to get cannot.</summary>
    private static bool HasSecretsOfRoles(LoadedDescriptor loaded) => loaded.Descriptor.Hosts.Any(h => h.Configuration.HasSecret);
}
