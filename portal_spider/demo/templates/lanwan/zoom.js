function doZoom(size) {
  document.getElementById("content").style.fontSize = size + "px";
}
window.addEventListener("DOMContentLoaded", function () {
  document.querySelectorAll("img[data-src]").forEach(function (img) { img.src = img.dataset.src; });
});
