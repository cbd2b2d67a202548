"""Makes the weight files beside it: python make.py, with PyTorch 2.13."""
import collections
import os
import zipfile

import torch
from safetensors.torch import save_file

torch.manual_seed(0)


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = torch.nn.Conv2d(1, 2, 3, bias=False)
        self.bn = torch.nn.BatchNorm2d(2)
        self.fc = torch.nn.Linear(4, 3)

    def forward(self, x):
        return self.fc(self.bn(self.conv(x)).flatten(1))


net = Net().eval()
with torch.no_grad():
    for t, (_, p) in enumerate(net.state_dict().items()):
        if p.dtype == torch.float32:
            p.copy_((torch.arange(p.numel()) * 0.25 + t).reshape(p.shape))
state = net.state_dict()
torch.save(state, "zip.pth")
torch.save(state, "legacy.pth", _use_new_zipfile_serialization=False)
checkpoint = {"epoch": 3, "lr": 0.5, "name": "x", "done": True, "none": None, "state_dict": state, "history": [(1, 2.5), (2, 1.5)],
              "optimizer": {"state": {0: {"exp_avg": torch.ones(5, dtype=torch.float64)}}, "param_groups": [{"betas": (0.5, 0.9)}]}}
torch.save(checkpoint, "checkpoint.pth")
torch.save(checkpoint, "checkpoint-legacy.pth", _use_new_zipfile_serialization=False)
save_file(dict(state), "plain.safetensors")
torch.save(collections.OrderedDict(half=torch.tensor([1.5, -2.0]).half(), bf16=torch.tensor([1.5, -2.0]).bfloat16(), double=torch.tensor([0.1]).double(),
                                   int32=torch.tensor([-7], dtype=torch.int32), int16=torch.tensor([-7], dtype=torch.int16),
                                   int8=torch.tensor([-7], dtype=torch.int8), uint8=torch.tensor([200], dtype=torch.uint8),
                                   bool=torch.tensor([True, False]), scalar=torch.tensor(2.5), empty=torch.zeros(0, 3)), "types.pth")
base = torch.arange(24.0).reshape(4, 6)
views = {"whole": base, "transposed": base.t(), "part": base[1:3, 2:5], "parameter": torch.nn.Parameter(base[0]),
         "channels_last": torch.arange(16.0).reshape(1, 2, 2, 4).contiguous(memory_format=torch.channels_last)}
torch.save(views, "views.pth")
torch.save(views, "views-legacy.pth", _use_new_zipfile_serialization=False)
torch.jit.script(net).save("script-debug.pt")
with zipfile.ZipFile("script-debug.pt") as whole, zipfile.ZipFile("script.pt", "w") as kept:
    for part in whole.infolist():
        if not part.filename.endswith(".debug_pkl"):       # the source lines of this machine
            kept.writestr(part, whole.read(part))
os.remove("script-debug.pt")


class Evil:
    def __reduce__(self):
        return eval, ("__import__('os').system('touch /tmp/it-ran')",)


torch.save({"weight": torch.zeros(2), "x": Evil()}, "evil.pth")
torch.save({"weight": torch.zeros(2), "x": Evil()}, "evil-legacy.pth", _use_new_zipfile_serialization=False)
torch.save(net, "module.pth")
