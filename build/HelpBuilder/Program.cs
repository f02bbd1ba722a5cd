using EdgeProvision.HelpBuilder;

if (args is not [var source, var target])
{
    Console.Error.WriteLine("Use: HelpBuilder DIRECTORY-OF-PAGES DIRECTORY-FOR-HELP");
    return 2;
}

try
{
    Directory.CreateDirectory(target);
    var files = Directory.EnumerateFiles(source, "*.md").Order(StringComparer.Ordinal).ToList();
    var abouts = files.Where(f => Path.GetFileName(f).StartsWith("about_", StringComparison.Ordinal)).ToList();
    var pages = files.Except(abouts).Select(PageReader.Read).ToList();
    MamlWriter.Write(pages, Path.Combine(target, "EdgeProvision.PowerShell.dll-Help.xml"));
    foreach (var about in abouts)
        AboutWriter.Write(about, Path.Combine(target, Path.GetFileNameWithoutExtension(about) + ".help.txt"));
    return 0;
}
catch (HelpFormatException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
