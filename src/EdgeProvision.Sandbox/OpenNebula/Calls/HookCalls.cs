using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Templates;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>Hooks: made, listed, deleted by administrators.</summary>
internal static class HookCalls
{
    // What ON says in one word; CUSTOM says both.
    private static readonly Dictionary<string, (string State, string LifeCycle)> Moments = new()
    {
        ["PROLOG"] = ("ACTIVE", "PROLOG"),
        ["RUNNING"] = ("ACTIVE", "RUNNING"),
        ["SHUTDOWN"] = ("ACTIVE", "EPILOG"),
        ["STOP"] = ("STOPPED", "LCM_INIT"),
        ["DONE"] = ("DONE", "LCM_INIT"),
        ["UNKNOWN"] = ("ACTIVE", "UNKNOWN"),
    };

    internal static void AddTo(CallTable table)
    {
        table.Add("one.hook.allocate", Allocate);
        table.Add("one.hook.delete", Delete);
    }

    private static int Allocate(CallContext call)
    {
        var zone = call.Zone;
        var template = call.Parse(call.Text(1));
        call.DemandAdministrator("CREATE HOOK");
        var type = template.Take("TYPE");
        if (type is not ("state" or "api")) throw new Refusal(Refusal.Internal, $"Invalid Hook type: {type}");
        var name = template.Take("NAME");
        if (NameRules.Check(name) is not null) throw new Refusal(Refusal.Internal, "Invalid name.");
        if (Names.Taken(zone, ObjectKind.Hook, name, call.Caller.Id) is { } other) throw new Refusal(Refusal.Internal, $"NAME is already taken by Hook {other.Id}.");
        if (template.Get("COMMAND").Length == 0) throw new Refusal(Refusal.Internal, "No COMMAND in template for Hook.");
        template.Set("REMOTE", template.Get("REMOTE").Equals("YES", StringComparison.OrdinalIgnoreCase) ? "YES" : "NO");
        if (type == "state") ReadResource(template, zone.Facts);
        return zone.Hooks.Add(new Hook(zone.Hooks.NextId, name, type, call.Caller) { Template = template }).Id;
    }

    private static void ReadResource(Template template, ReleaseFacts facts)
    {
        switch (template.Get("RESOURCE"))
        {
            case "": throw new Refusal(Refusal.Internal, "RESOURCE attribute is required for STATE hooks.");
            case "VM":
                ReadMoment(template, facts);
                break;
            // Taken, and never run: their states are not played.
            case "HOST" or "IMAGE" or "NET": break;
            case var other: throw new Refusal(Refusal.Internal, $"Invalid resource type: {other}");
        }
    }

    // The word is not kept, but the two states that it stands for.
    private static void ReadMoment(Template template, ReleaseFacts facts)
    {
        var on = template.Take("ON").ToUpperInvariant();
        if (on != "CUSTOM")
        {
            if (!Moments.TryGetValue(on, out var moment)) throw new Refusal(Refusal.Internal, $"Unkown state condition: {on}");
            template.Set("STATE", moment.State);
            template.Set("LCM_STATE", moment.LifeCycle);
            return;
        }

        var (state, lifeCycle) = (template.Get("STATE").ToUpperInvariant(), template.Get("LCM_STATE").ToUpperInvariant());
        if (!VmStateNames.IsState(state)) throw new Refusal(Refusal.Internal, $"Wrong STATE: {state}");
        if (!VmStateNames.IsLifeCycle(lifeCycle, facts)) throw new Refusal(Refusal.Internal, $"Wrong LCM_STATE: {lifeCycle}");
        template.Set("STATE", state);
        template.Set("LCM_STATE", lifeCycle);
    }

    private static int Delete(CallContext call)
    {
        var hook = call.Get<Hook>(ObjectKind.Hook, call.Int(1), Permissions.Right.Admin);
        call.Zone.Hooks.Remove(hook.Id);
        return hook.Id;
    }
}
