using EdgeProvision.Engine.Pictures.Markup;
using EdgeProvision.Engine.Pictures.Styling;
using EdgeProvision.Engine.Pictures.Tables;

namespace EdgeProvision.Engine.Pictures.Html;

/// <summary>A page that needs nothing but itself: no scripts, nothing loaded from anywhere.</summary>
internal static class HtmlPage
{
    public static string Of(string title, Action<MarkupWriter> content)
    {
        var page = new MarkupWriter();
        page.Open("html", ("lang", "en"), ("xmlns", "http://www.w3.org/1999/xhtml")).Open("head");
        page.Empty("meta", ("charset", "utf-8"));
        page.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));

        // Should anything ever get around the escaping, the browser runs and loads nothing of it.
        page.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"));
        page.Empty("meta", ("name", "color-scheme"), ("content", "light dark"));
        page.Leaf("title", title);
        page.Style(Stylesheet.Page + Stylesheet.Drawing);
        page.Close().Open("body").Open("main");
        content(page);
        page.Leaf("footer", "Drawn by EdgeProvision.");
        page.Close().Close().Close();
        return "<!DOCTYPE html>\n" + page;
    }

    public static void Facts(MarkupWriter page, params IEnumerable<(string Name, string Value)> facts)
    {
        page.Open("dl", ("class", "facts"));
        foreach (var (name, value) in facts.Where(f => f.Value.Length > 0))
            page.Open("div").Leaf("dt", name).Leaf("dd", value).Close();
        page.Close();
    }

    public static void Table(MarkupWriter page, Table table)
    {
        page.Open("div", ("class", "wide")).Open("table").Open("thead").Open("tr");
        foreach (var (header, isNumber) in table.Headers)
            page.Leaf("th", header, ("scope", "col"), ("class", isNumber ? "number" : null));
        page.Close().Close().Open("tbody");
        foreach (var row in table.Rows)
        {
            page.Open("tr");
            for (var i = 0; i < row.Count; i++)
                page.Leaf("td", row[i], ("class", table.Headers[i].IsNumber ? "number" : null));
            page.Close();
        }

        page.Close().Close().Close();
    }

    /// <summary>A table that is opened by who wants it.</summary>
    public static void FoldedTable(MarkupWriter page, string title, Table table)
    {
        if (table.Rows.Count == 0)
            return;
        page.Open("details").Leaf("summary", title);
        Table(page, table);
        page.Close();
    }
}
