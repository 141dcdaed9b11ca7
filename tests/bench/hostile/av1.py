"""AV1 pictures of one colour (libaom 3.6 at its coarsest wrote them from black pictures), compressed for this file."""
import base64
import zlib

# Side in pixels: av1C and coded picture, 4:2:0 of 8 bits. Negative: 4:4:4 of 10 bits.
_CODED = {
    64: ("81000c00",
        "eNoTYuDilBCt/9vEJMXLYcQn/8H+//8jDFtuVx9Vk78AAHloCrY="),
    1024: ("81050c00",
        "eNoBSQC2/xIACgoZZn///4ICGg0IMjkT/A////EA9MntB2FtugVwyg5d9npzmuss2pCh+z4HrP0x6oxMAm+T3/Qlh4el2bi4QFFY4z6zmAyknCMF"),
    4000: ("81100c00",
        "eNoTYuDiltH7V//8h4LiggsNRjsZJewP/P//X4Ah4svJt+yJubtYC07xxX6rKp71WufWhIW/7djX/DV81ePDlD/5fonWyd9qnj3HI3z7jCaeO2R6RcWrPu"
        "vHXMYDbxQVmty+/tzjptwjvoqRfWFB36QtJdHPco23bDnq0EC0wa/mXFj4209g49S/N91z6m6dUWS6wGXwx0+Qa7uY40wWkxv3T7k7fvOXDzie3LLjiQMA"
        "yK9lJQ=="),
    10900: ("81140c00",
        "eNoTYuDiljXPmrzKv4lJipfDaCqv8P4H9f//dzE0MXzZz/s9ied8gtIqHs2a6FqvJqXpX/hyc2qV9qnqbvkR3exwW3DnN6uej+sXfVm3pf3kHo5ZNktbRa"
        "cfPd6yf8WjU4tqiiROfrtz4PWkzv4y8aOdrw7Mbl21bG3mnYTmruT4FLVrP9nz8pnPSLklH28pT7jDedbw1xUxvnWFjXsrfY+Lb9k/x+jj8YZRR8AcIcpI"
        "oiNONlu/Er8+O+zgIbYPWsWWxeJrc15GHSr/wsujbuMc3yCrFxXs1dvqdeLTvoSax/fuzZucvyC8YUfftML3dRe1l8bI3HxodiLVuD1GteG7pL/0Osnw7M"
        "Lnr1607Fb/uUvzdMR987jfjdtPf1A8wt/y8SCPytNzbyKSDi1iPu9tuGRJ/+d3yqucn8zsWvRh8bfLQbGsFzWcF3P3nUy49s1t749r3SzufmLTHSrm3ePx"
        "mlRhf/jXrUeplw6xnp05/dXM/m92x97eSi19q9i0V6i5wG7l4XtCZQas+azxASYBsb5F6jus9m1bdsn/l0+g06diF7aUmwMdOcYS8oui30+a2LK0q8q4oX"
        "da4Yq3B7SMNjiVO0ptsfFpDH+3svLtDnbGLbYH3PPiKzmjHrkUzovL09nO+CvPdu0/QxGxFdu+X6h49aviUvmV5T8CN9ScuhGs/lzo4FbGK6N+G5p+G82p"
        "qDnVuYLDtfnkbmEFmzIZh9eSO47sq21dtjbEivfXq7XWJRxTV2467t1vGzP9e9lDd02f/aFzZ6y+WxBztyi7k+cXR8PvInMFAI5daqo="),
    -4000: ("81304000",
        "eNoTYuDistH7V//8xwFnxyVGOxkl7A/8//9fgCHiy8m37Msm+Tcqm754cf3OylVOKjmFsnE8fqds917Yzmbz7YbK6672BzdSjvdfucAYVrXvpJPCo0hLWZ"
        "2JXsr73VPNP137MNMh7HRaO1+2tL+WmcO/c0rvF+Xledc7EG3wnFkypVt+bVC4L/35vImQiqhxne2ZWUenRR4PXNc0c+VSif16Dst/6L9gZLxh5F8SAABU"
        "q2OZ"),
}
SIDES = tuple(_CODED)


def config(side):
    return bytes.fromhex(_CODED[side][0])


def flat(side=64):
    return zlib.decompress(base64.b64decode(_CODED[side][1]))
