using EdgeProvision.Sandbox.OpenNebula.Objects;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>Hooks: made, listed, deleted by administrators.</summary>
internal static class HookCalls
{
    internal static void AddTo(CallTable table)
    {
        table.Add("one.hook.allocate", Allocate);
        table.Add("one.hook.delete", Delete);
    }

    private static int Allocate(CallContext call)
    {
        var zone = call.Zone;
        var template = call.Parse(call.Text(1));
        if (!call.Caller.IsAdministrator) throw new Refusal(Refusal.Authorization, "Not authorized to perform CREATE HOOK.");
        if (template.Get("TYPE") is not ("state" or "api")) throw new Refusal(Refusal.Allocate, "Error allocating a new hook. Missing or wrong hook type");
        if (template.Get("COMMAND").Length == 0) throw new Refusal(Refusal.Allocate, "Error allocating a new hook. Hook requires command attribute to be set.");
        if (template.Get("TYPE") == "state" && (template.Get("RESOURCE").Length == 0 || template.Get("ON").Length == 0))
            throw new Refusal(Refusal.Allocate, "Error allocating a new hook. Missing or wrong RESOURCE or ON attribute");
        var name = template.Take("NAME");
        Names.Demand(zone, ObjectKind.Hook, name, call.Caller.Id);
        return zone.Hooks.Add(new Hook(zone.Hooks.NextId, name, call.Caller) { Template = template }).Id;
    }

    private static int Delete(CallContext call)
    {
        var hook = call.Get<Hook>(ObjectKind.Hook, call.Int(1), Permissions.Right.Admin);
        call.Zone.Hooks.Remove(hook.Id);
        return hook.Id;
    }
}
