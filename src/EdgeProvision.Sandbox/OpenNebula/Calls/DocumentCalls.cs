using EdgeProvision.Sandbox.OpenNebula.Objects;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

internal static class DocumentCalls
{
    internal static void AddTo(CallTable table)
    {
        table.Add("one.document.allocate", Allocate);
        table.Add("one.document.delete", Delete);
    }

    private static int Allocate(CallContext call)
    {
        var template = call.Parse(call.Text(1));
        var type = call.Int(2);
        var zone = call.Zone;
        var id = zone.Documents.NextId;
        var name = template.Take("NAME");
        if (name.Length == 0) name = $"document-{id}";
        Names.Demand(zone, ObjectKind.Document, name, call.Caller.Id);
        var document = new Document(id, name, call.Caller, type) { Template = template };
        zone.Encrypt(document);
        return zone.Documents.Add(document).Id;
    }

    private static int Delete(CallContext call)
    {
        var document = call.Get<Document>(ObjectKind.Document, call.Int(1), Permissions.Right.Manage);
        call.Zone.Documents.Remove(document.Id);
        return document.Id;
    }
}
