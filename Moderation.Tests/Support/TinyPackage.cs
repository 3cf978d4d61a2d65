using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Moderation.Cli.ModelFiles;
using Moderation.Models.Conversion;
using Moderation.Models.Manifests;
using Moderation.Models.Onnx;

namespace Moderation.Tests.Support;

/// <summary>A package with a model that doubles a 2x2 picture, and a models folder with a manifest that fits it.</summary>
internal sealed class TinyPackage : IDisposable
{
    private const string Graph = """
        {"format":"graph-model","modelTopology":{"node":[
          {"name":"x","op":"Placeholder","attr":{"shape":{"shape":{"dim":[{"size":"1"},{"size":"2"},{"size":"2"},{"size":"3"}]}}}},
          {"name":"w","op":"Const"},{"name":"y","op":"Mul","input":["x","w"]}]},
         "weightsManifest":[{"paths":["w.bin"],"weights":[{"name":"w","shape":[],"dtype":"float32"}]}]}
        """;

    private readonly TemporaryFolder _folder = new();

    public TinyPackage()
    {
        var files = new Dictionary<string, byte[]>
        {
            ["package/LICENSE"] = Encoding.UTF8.GetBytes("do what you like"),
            ["package/g.json"] = Encoding.UTF8.GetBytes(Graph),
            ["package/w.bin"] = BitConverter.GetBytes(2f),
        };
        Pack(files);
        Directory.CreateDirectory(_folder.File("models", "tiny"));
        Write(Manifest(files));
        Edit(m => m["onnx"]!["sha256"] = ConvertedSha256(files));
    }

    public string Models => _folder.File("models");

    public string Tarball => _folder.File("tiny.tgz");

    public ModelFolder Folder => ModelCatalogue.Read(Models, []).Fetched.Single();

    /// <summary>File names in the model's folder, sorted.</summary>
    public IEnumerable<string> Left => Directory.EnumerateFileSystemEntries(_folder.File("models", "tiny"))
        .Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal);

    /// <summary>Packs other files; the manifest's hash of the tarball follows unless told otherwise.</summary>
    public void Repack(IReadOnlyDictionary<string, byte[]> files)
    {
        Pack(files);
        Edit(m => m["source"]!["integrity"] = Integrity());
    }

    public void Edit(Action<JsonNode> change)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(ManifestPath))!;
        change(manifest);
        Write(manifest);
    }

    public string ManifestPath => _folder.File("models", "tiny", "manifest.json");

    public string Integrity() => "sha512-" + Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(Tarball)));

    public void Dispose() => _folder.Dispose();

    private void Pack(IReadOnlyDictionary<string, byte[]> files)
    {
        using var stream = new GZipStream(File.Create(Tarball), CompressionLevel.Fastest);
        using var tar = new TarWriter(stream);
        foreach (var (name, bytes) in files)
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });
    }

    private void Write(JsonNode manifest) => File.WriteAllText(ManifestPath, manifest.ToJsonString());

    private JsonObject Manifest(Dictionary<string, byte[]> files)
    {
        var picture = GoldenPicture.Make(GoldenPicture.Noise, 7, 2, 2);
        float[] answers = [.. picture.Select(level => level * 2f)];
        var bytes = MemoryMarshal.AsBytes(answers.AsSpan());
        File.WriteAllBytes(_folder.File("models", "tiny", "answers.f32"), bytes);
        return (JsonObject)JsonNode.Parse($$"""
            {
              "name": "tiny", "task": "test", "summary": "Doubles.",
              "licence": { "spdx": "MIT", "trainingData": "none" },
              "source": {
                "package": "tiny", "version": "1.0.0", "integrity": "{{Integrity()}}", "licenceFile": "package/LICENSE",
                "files": [{{string.Join(',', files.Select(f => $$"""{ "path": "{{f.Key}}", "sha256": "{{FileHash.Sha256(f.Value)}}" }"""))}}]
              },
              "conversion": { "id": "{{TfjsConverter.Id}}", "graph": "package/g.json" },
              "onnx": { "path": "model.onnx", "sha256": "{{new string('0', 64)}}" },
              "input": { "name": "image", "source": "x", "shape": [1, 2, 2, 3], "layout": "nhwc", "channels": "rgb", "mean": [0, 0, 0], "scale": 1, "resizing": "none" },
              "outputs": [{ "name": "double", "source": "y", "shape": [1, 2, 2, 3], "meaning": "twice", "tolerance": 1e-6 }],
              "goldens": [{
                "name": "noise", "generator": "noise", "seed": 7, "pictureSha256": "{{FileHash.Sha256(picture)}}",
                "answers": { "path": "answers.f32", "sha256": "{{FileHash.Sha256(bytes)}}" }
              }]
            }
            """)!;
    }

    private string ConvertedSha256(Dictionary<string, byte[]> files)
    {
        foreach (var (name, bytes) in files)
            File.WriteAllBytes(_folder.File(Path.GetFileName(name)), bytes);
        using var stream = new MemoryStream();
        OnnxModelWriter.Write(TfjsConverter.Convert(TfjsModel.Load(_folder.File("g.json")), ConversionPlan.For(Folder.Manifest)), stream);
        return FileHash.Sha256(stream.ToArray());
    }
}
