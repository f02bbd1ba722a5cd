using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>One stay of a virtual machine on a host; times are Unix seconds, 0 while unknown.</summary>
internal sealed record VmHistory(int VmId, int Sequence, string HostName, int HostId, int ClusterId, long Started, string VmMad, string TmMad, int DatastoreId)
{
    internal long Ended { get; set; }

    /// <summary>The number of the action that ended it; 0 for none.</summary>
    internal int Action { get; set; }

    internal void Write(XmlText xml, XmlView view)
    {
        xml.Open("HISTORY").Number("OID", VmId).Number("SEQ", Sequence);
        if (view.InPool) xml.CData("HOSTNAME", HostName);
        else xml.Plain("HOSTNAME", HostName);
        xml.Number("HID", HostId).Number("CID", ClusterId);
        if (view.InPool)
        {
            xml.Number("DS_ID", DatastoreId).CData("VM_MAD", VmMad).CData("TM_MAD", TmMad).CData("ACTION", Action).Close("HISTORY");
            return;
        }

        var by = Action == 0 ? -1 : 0;
        xml.Number("STIME", Started).Number("ETIME", Ended).CData("VM_MAD", VmMad).CData("TM_MAD", TmMad).Number("DS_ID", DatastoreId);
        if (view.Facts.IsNew) xml.Number("PLAN_ID", -1).Number("ACTION_ID", -1);
        xml.Number("PSTIME", Started).Number("PETIME", Started).Number("RSTIME", Started).Number("RETIME", Ended)
            .Number("ESTIME", Ended).Number("EETIME", Ended).Number("ACTION", Action).Number("UID", by).Number("GID", by)
            .Number("REQUEST_ID", by).Close("HISTORY");
    }
}
