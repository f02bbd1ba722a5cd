using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Wire;
using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

internal static class UserCalls
{
    internal static void AddTo(CallTable table)
    {
        table.Add("one.user.info", Info);
        table.Add("one.user.allocate", Allocate);
        table.Add("one.user.delete", Delete);
        table.Add("one.user.update", Update);
    }

    private static RpcValue Info(CallContext call)
    {
        var id = call.Int(1);
        var user = id < 0 ? call.Caller : call.Get<User>(ObjectKind.User, id, Permissions.Right.Use);
        var xml = new XmlText();
        user.Write(xml, new XmlView(call.Zone, call.OptionalFlag(2) && call.Caller.IsAdministrator, InPool: false));
        return new RpcValue.Text(xml.ToString());
    }

    private static int Allocate(CallContext call)
    {
        var (name, password, groups) = (call.Text(1), call.Text(2), call.OptionalInts(4));
        call.Text(3);
        call.DemandAdministrator("CREATE USER");
        Names.Demand(call.Zone, ObjectKind.User, name, 0);
        return call.Zone.Users.Add(new User(call.Zone.Users.NextId, name, password, groups)).Id;
    }

    private static int Delete(CallContext call)
    {
        var user = call.Get<User>(ObjectKind.User, call.Int(1));
        call.DemandAdministrator($"MANAGE USER [{user.Id}]");
        if (user.Id == 0) throw new Refusal(Refusal.Action, "Cannot delete user. oneadmin cannot be deleted.");
        call.Zone.Users.Remove(user.Id);
        return user.Id;
    }

    private static int Update(CallContext call)
    {
        var user = call.Get<User>(ObjectKind.User, call.Int(1), Permissions.Right.Manage);
        var given = call.Parse(call.Text(2), "Cannot update template. ");
        if (call.Int(3) == 0) user.Template = given;
        else user.Template.Merge(given);
        call.Zone.Encrypt(user);
        return user.Id;
    }
}
