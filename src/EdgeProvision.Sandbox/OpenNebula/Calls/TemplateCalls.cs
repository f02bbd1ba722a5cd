using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Templates;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

internal static class TemplateCalls
{
    internal static void AddTo(CallTable table)
    {
        table.Add("one.template.allocate", Allocate);
        table.Add("one.template.delete", Delete);
        table.AddAsync("one.template.instantiate", InstantiateAsync);
    }

    private static int Allocate(CallContext call)
    {
        var template = call.Parse(call.Text(1));
        var zone = call.Zone;
        var name = template.Take("NAME");
        Names.Demand(zone, ObjectKind.Template, name, call.Caller.Id);
        return zone.Templates.Add(new VmTemplate(zone.Templates.NextId, name, call.Caller, zone.UnixTime) { Template = template }).Id;
    }

    private static int Delete(CallContext call)
    {
        var template = call.Get<VmTemplate>(ObjectKind.Template, call.Int(1), Permissions.Right.Manage);
        call.Zone.Templates.Remove(template.Id);
        return template.Id;
    }

    private static Task<int> InstantiateAsync(CallContext call)
    {
        var (id, name, hold, extra) = (call.Int(1), call.Text(2), call.Flag(3), call.Text(4));
        var (body, given) = call.Zone.Run(() =>
        {
            var template = call.Get<VmTemplate>(ObjectKind.Template, id, Permissions.Right.Use);
            var copy = template.Template.Copy();
            var own = call.Parse(extra);
            if (name.Length == 0) name = own.Take("NAME") is { Length: > 0 } said ? said : $"{template.Name}-{call.Zone.Vms.NextId}";
            copy.Merge(own);
            copy.Set("TEMPLATE_ID", id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return (copy, name);
        });
        return VmCreation.CreateAsync(call, given, body, hold);
    }
}
