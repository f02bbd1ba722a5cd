using System.Globalization;
using System.Text;
using EdgeProvision.PackageBuilder;

try
{
    switch (args)
    {
        case ["manifest", var source, var changelog, var version, var target]:
            File.WriteAllText(
                target,
                ModuleManifest.Read(source).ForRelease(version, ReleaseNotes.Of(File.ReadAllText(changelog), version)),
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)); // the changelog need not be ASCII, and older readers of manifests ask for the mark then
            return 0;
        case ["nuspec", var manifest, var target]:
            NuspecWriter.Write(ModuleManifest.Read(manifest), target);
            return 0;
        case ["limit", var file, var megabytes]:
            PackageLimit.Demand(file, int.Parse(megabytes, CultureInfo.InvariantCulture));
            return 0;
        default:
            Console.Error.WriteLine("""
                Use: PackageBuilder manifest MANIFEST CHANGELOG VERSION TARGET   writes the manifest with the release notes of that version
                     PackageBuilder nuspec MANIFEST TARGET                       writes what a package says of the module
                     PackageBuilder limit FILE MEGABYTES                         fails if the file is larger
                """);
            return 2;
    }
}
catch (PackageException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
